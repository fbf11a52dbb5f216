//! The islands of all contexts: the only code that is compiled for the browser. Each is small, gets its words as props,
//! and only adds to what already works as plain HTML.
