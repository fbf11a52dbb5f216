// A button that opens the camera and closes it again, with the pieces around it.
import { scan } from "./scan.js";

/**
 * @param {HTMLElement} root holds `data-do="scan"`, `data-part="camera"`, and the slots video, scan-label and scan-error
 * @param {{open: string, close: string, denied: string}} words what the button says, and what is said without a camera
 * @param {(text: string) => boolean} found gets what is read. True: that was it, the camera closes.
 * @returns {() => void} closes the camera
 */
export function scanButton(root, words, found) {
  const slot = (name) => root.querySelector(`[data-slot="${name}"]`);
  const [label, error, box] = [slot("scan-label"), slot("scan-error"), root.querySelector('[data-part="camera"]')];
  let stop;
  let opening = false;

  function tell(text) {
    error.textContent = text;
    error.hidden = !text;
  }

  function close() {
    stop?.();
    stop = undefined;
    opening = false;
    box.hidden = true;
    label.textContent = words.open;
  }

  root.querySelector('[data-do="scan"]').onclick = async () => {
    if (stop) return close();
    if (opening) return;
    opening = true;
    tell("");
    box.hidden = false;
    try {
      const opened = await scan(slot("video"), (text) => found(text) && close());
      // Whoever went away meanwhile wants no camera any more.
      if (!opening) return opened();
      stop = opened;
      label.textContent = words.close;
    } catch {
      close();
      tell(words.denied);
    }
    opening = false;
  };
  return close;
}
