//! Lists whose elements are no objects: texts, numbers, words, participants and assets.

use super::leaf::Leaf;
use super::list::List;
use super::say;
use crate::app::form::{Action, Edit, Field, Input, Row, Section, assets, contracts, parties};
use crate::app::words::capital;
use interclear_core::scenario::Kind;
use serde_json::Value;
use std::rc::Rc;

impl List<'_> {
    /// Texts, one to a line.
    pub fn lines(&self) -> Field {
        let text = self.all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n");
        let (held, pointer) = (self.here.thing.part(), self.here.spot.pointer.clone());
        let set = move |text: &str| {
            let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
            held.set(&pointer, Some(lines.map(Value::from).collect()))
        };
        Field {
            at: self.here.spot.at.clone(),
            label: "One to a line".into(),
            help: say::help(self.part.help()),
            unit: String::new(),
            empty: "",
            input: Input::Long(text),
            set: Rc::new(set),
        }
    }

    /// Participants or assets, each once.
    pub fn ids(&self, section: Section) -> Section {
        let s = self.here.thing.s;
        let row = |(at, id): (usize, &Value)| {
            let title = say::name(s, self.limit.kind, id.as_str().unwrap_or_default());
            let actions = [self.steps(at, &title), vec![self.gone(at, &title)]].concat();
            Row { at: self.place(at), title, help: "".into(), fields: Vec::new(), actions, order: None }
        };
        let all = match self.limit.kind {
            Some(Kind::Asset) => assets(s),
            Some(Kind::Contract) => contracts(s),
            kind => parties(s, kind == Some(Kind::Party)),
        };
        let absent = all.into_iter().filter(|(id, _)| self.has_room() && !self.all.contains(&id.as_str().into()));
        let add = |(id, name): (String, String)| {
            let pointer = self.pointer(self.all.len());
            let edit = self.here.thing.part().first(pointer, move |_| id.clone().into());
            let words = format!("add {name} to {}", say::low(&section.title));
            Action::add(name, Edit::Named(words, Box::new(edit))).then(self.place(self.all.len()))
        };
        let (rows, options) = (self.all.iter().enumerate().map(row).collect(), absent.map(add).collect());
        section.list(rows, &format!("Add {}", say::article(&self.one)), options)
    }

    /// Numbers or words.
    pub fn values(&self, mut section: Section) -> Section {
        let row = |at: usize| {
            let title = format!("{} {}", capital(&self.one), at + 1);
            let leaf = Leaf {
                label: &title,
                help: self.part.help(),
                shape: self.inner,
                limit: self.limit,
                may: false,
                blank: false,
                noun: "",
            };
            let element = self.here.to(self.here.spot.part(&at.to_string()));
            let actions = vec![self.gone(at, &say::low(&title))];
            Row {
                at: format!("{}/row", self.place(at)),
                fields: leaf.field(&element).into_iter().collect(),
                title,
                help: "".into(),
                actions,
                order: None,
            }
        };
        section.rows = (0..self.all.len()).map(row).collect();
        section.columns = vec![capital(&self.one), section.title.clone()];
        section.with(self.add())
    }
}
