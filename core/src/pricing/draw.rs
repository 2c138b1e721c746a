//! Draws by a seed: each is a function of what it is for, and of nothing that was drawn before.
//!
//! A stream has a key: the seed, a purpose, a tick and an id. Its numbers are a hash (XXH3, 128 bits) of the key and a
//! counter, so that a new draw shifts no other. Numbers are uniform; other distributions are made of them here, by `libm`.

use super::normal;
use twox_hash::XxHash3_128;

/// The factor by which a price moves that is expected to stay: `exp(s z - s s / 2)`, for a deviation `s` of its logarithm and
/// a standard normal number `z`.
#[must_use]
pub fn growth(deviation: f64, z: f64) -> f64 {
    libm::exp(deviation * z - 0.5 * deviation * deviation)
}

/// Numbers of one key, in order.
#[derive(Clone, Debug)]
pub struct Stream {
    key: Vec<u8>,
    next: u32,
}

impl Stream {
    /// The stream of a key.
    #[must_use]
    pub fn new(seed: u32, purpose: &str, tick: u32, id: &str) -> Self {
        // Lengths keep apart what would read the same in a row.
        let mut key = Vec::with_capacity(purpose.len() + id.len() + 16);
        key.extend_from_slice(&[0; 4]);
        key.extend_from_slice(&seed.to_le_bytes());
        key.extend_from_slice(&tick.to_le_bytes());
        key.extend_from_slice(&(purpose.len() as u32).to_le_bytes());
        key.extend_from_slice(purpose.as_bytes());
        key.extend_from_slice(id.as_bytes());
        Self { key, next: 0 }
    }

    /// A number strictly between 0 and 1, each multiple of 2^-53 less a half as likely as another.
    pub fn uniform(&mut self) -> f64 {
        if let Some(counter) = self.key.get_mut(..4) {
            counter.copy_from_slice(&self.next.to_le_bytes());
        }
        self.next = self.next.wrapping_add(1);
        let bits = (XxHash3_128::oneshot(&self.key) >> 75) as u64;
        (bits as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// A standard normal number: the quantile of a uniform one.
    pub fn normal(&mut self) -> f64 {
        normal::quantile(self.uniform())
    }

    /// A chi-squared number with some degrees of freedom: twice a gamma one, by Marsaglia and Tsang (2000), *A Simple Method
    /// for Generating Gamma Variables*, ACM Transactions on Mathematical Software 26(3).
    pub fn chi_squared(&mut self, freedom: f64) -> f64 {
        let shape = 0.5 * if freedom > 0.0 { freedom.min(1e10) } else { 1.0 };
        // Below one the method draws a shape that is larger by one, and scales it.
        let small = shape < 1.0;
        let d = if small { shape } else { shape - 1.0 } + 2.0 / 3.0;
        let c = 1.0 / libm::sqrt(9.0 * d);
        let mut gamma = d;
        // More than nineteen in twenty are taken at once.
        for _ in 0..64 {
            let x = self.normal();
            let root = 1.0 + c * x;
            let u = self.uniform();
            if root > 0.0 {
                let v = root * root * root;
                if libm::log(u) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                    gamma = d * v;
                    break;
                }
            }
        }
        let scale = if small { libm::pow(self.uniform(), 1.0 / shape) } else { 1.0 };
        2.0 * gamma * scale
    }
}
