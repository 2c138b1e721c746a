//! `Colours`: the theme's tokens as numbers, read from CSS by the page and fixed in tests.

use super::picture::Ink;

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// The colours of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// `--ink`.
    pub ink: Rgb,
    /// `--soft`.
    pub soft: Rgb,
    /// `--faint`.
    pub faint: Rgb,
    /// `--line`.
    pub line: Rgb,
    /// `--accent`.
    pub accent: Rgb,
    /// `--fail`.
    pub fail: Rgb,
    /// `--ok`.
    pub ok: Rgb,
    /// `--strain`.
    pub strain: Rgb,
    /// `--coll`.
    pub collateral: Rgb,
    /// `--panel`.
    pub panel: Rgb,
}

/// The light theme.
pub const LIGHT: Colours = Colours {
    ink: [0x1b, 0x1d, 0x21],
    soft: [0x5b, 0x61, 0x6b],
    faint: [0x6b, 0x71, 0x7b],
    line: [0xe3, 0xe0, 0xd8],
    accent: [0x0b, 0x5c, 0x7d],
    fail: [0xb9, 0x3a, 0x0b],
    ok: [0x00, 0x72, 0xb2],
    strain: [0x8a, 0x5d, 0x00],
    collateral: [0x6d, 0x4f, 0xa3],
    panel: [0xff, 0xfe, 0xfb],
};

/// The dark theme.
pub const DARK: Colours = Colours {
    ink: [0xec, 0xea, 0xe4],
    soft: [0xa9, 0xaf, 0xb9],
    faint: [0x8d, 0x94, 0x9f],
    line: [0x2c, 0x32, 0x3a],
    accent: [0x67, 0xc0, 0xe0],
    fail: [0xff, 0x8a, 0x4c],
    ok: [0x56, 0xb4, 0xe9],
    strain: [0xf0, 0xb4, 0x29],
    collateral: [0xb7, 0x9c, 0xe6],
    panel: [0x1b, 0x1f, 0x25],
};

impl Colours {
    /// The theme whose tokens `token` gives; a token that cannot be read keeps its light value.
    #[must_use]
    pub fn read(token: impl Fn(&str) -> String) -> Self {
        let get = |name: &str, light: Rgb| parse(&token(name)).unwrap_or(light);
        Self {
            ink: get("--ink", LIGHT.ink),
            soft: get("--soft", LIGHT.soft),
            faint: get("--faint", LIGHT.faint),
            line: get("--line", LIGHT.line),
            accent: get("--accent", LIGHT.accent),
            fail: get("--fail", LIGHT.fail),
            ok: get("--ok", LIGHT.ok),
            strain: get("--strain", LIGHT.strain),
            collateral: get("--coll", LIGHT.collateral),
            panel: get("--panel", LIGHT.panel),
        }
    }

    /// The colour of a role.
    #[must_use]
    pub const fn of(&self, ink: Ink) -> Rgb {
        match ink {
            Ink::Ink => self.ink,
            Ink::Soft => self.soft,
            Ink::Faint => self.faint,
            Ink::Line => self.line,
            Ink::Accent => self.accent,
            Ink::Fail => self.fail,
            Ink::Ok => self.ok,
            Ink::Strain => self.strain,
            Ink::Collateral => self.collateral,
            Ink::Panel => self.panel,
        }
    }
}

/// Reads `#rgb`, `#rrggbb` or `rgb(r, g, b)`.
#[must_use]
pub fn parse(text: &str) -> Option<Rgb> {
    let text = text.trim();
    if let Some(hex) = text.strip_prefix('#') {
        let wide: String =
            if hex.len() == 3 || hex.len() == 4 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
        let byte = |at: usize| wide.get(at..at + 2).and_then(|h| u8::from_str_radix(h, 16).ok());
        return Some([byte(0)?, byte(2)?, byte(4)?]);
    }
    let inner = text.strip_prefix("rgb(").or_else(|| text.strip_prefix("rgba("))?;
    let mut parts = inner.split([',', ' ', '/', ')']).filter(|p| !p.is_empty()).map(|p| p.parse::<u8>().ok());
    Some([parts.next()??, parts.next()??, parts.next()??])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_in_every_notation() {
        assert_eq!(parse(" #b93a0b"), Some([0xb9, 0x3a, 0x0b]));
        assert_eq!(parse("#0088"), Some([0, 0, 0x88]));
        assert_eq!(parse("rgb(1, 2, 3)"), Some([1, 2, 3]));
        assert_eq!(parse("rgb(1 2 3 / 50%)"), Some([1, 2, 3]));
        assert_eq!(parse("teal"), None);
        assert_eq!(Colours::read(|_| String::new()), LIGHT);
    }
}
