//! The port of payment gateways. Cards go through one; cash needs none.

use std::sync::Arc;

use async_trait::async_trait;
use domain::kernel::money::Rupiah;
use thiserror::Error;

/// What a gateway is told when a shopper is about to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRequest {
    /// Our reference; asking twice with the same one gives the same payment.
    pub reference: String,
    pub amount: Rupiah,
    /// Where the browser comes back to (absolute).
    pub return_url: String,
    pub description: String,
}

/// Where the shopper goes to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentPage {
    /// The gateway's own number for the payment.
    pub provider_reference: String,
    /// Absolute, or a path of this site.
    pub url: String,
}

#[derive(Debug, Error)]
pub enum GatewayError {
    #[error("the amount is below what the gateway takes")]
    BelowMinimum,
    #[error("gateway: {0}")]
    Failed(String),
}

#[async_trait]
pub trait PaymentGateway: Send + Sync {
    /// A short stable name, stored with each payment.
    fn name(&self) -> &'static str;

    /// Where its pages are (`https://pay.example`), so that browsers let our forms lead there. None: on this site.
    fn origin(&self) -> Option<&str> {
        None
    }

    async fn start(&self, request: &PaymentRequest) -> Result<PaymentPage, GatewayError>;
}

/// The gateways of this house. None: cards are not offered.
#[derive(Clone, Default)]
pub struct PaymentGateways {
    pub card: Option<Arc<dyn PaymentGateway>>,
}

/// The development gateway: a page of our own with the two buttons "pay" and "decline".
pub struct Sandbox;

#[async_trait]
impl PaymentGateway for Sandbox {
    fn name(&self) -> &'static str {
        "sandbox"
    }

    async fn start(&self, request: &PaymentRequest) -> Result<PaymentPage, GatewayError> {
        Ok(PaymentPage { provider_reference: request.reference.clone(), url: format!("/bayar/sandbox/{}", request.reference) })
    }
}
