//! The words of a source: its identifiers, and what its string literals say.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;

/// What a source names. Comments are no part of it, nor doc comments.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub identifiers: BTreeSet<String>,
    /// The values of its string literals, with their lines.
    pub strings: Vec<(usize, String)>,
}

impl Words {
    pub fn of(tokens: &TokenStream) -> Self {
        let mut words = Self::default();
        words.collect(tokens.clone());
        words
    }

    fn collect(&mut self, tokens: TokenStream) {
        // A doc comment reads as `doc = "..."`.
        let mut before = [String::new(), String::new()];
        for token in tokens {
            match &token {
                TokenTree::Group(group) => self.collect(group.stream()),
                TokenTree::Ident(ident) => {
                    self.identifiers.insert(ident.to_string());
                }
                TokenTree::Literal(literal) if before != ["doc", "="] => {
                    if let syn::Lit::Str(text) = syn::Lit::new(literal.clone()) {
                        self.strings.push((literal.span().start().line, text.value()));
                    }
                }
                TokenTree::Literal(_) | TokenTree::Punct(_) => {}
            }
            let [_, last] = before;
            before = [last, if matches!(token, TokenTree::Group(_)) { String::new() } else { token.to_string() }];
        }
    }
}
