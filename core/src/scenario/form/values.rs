//! The forms of numbers, words, lists and maps.

use super::{Flat, Form, Reader, Writer, whole_text};
use crate::units::{Decimal, DecimalError, Price, Rate};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

impl Form for bool {
    fn blank() -> Self {
        false
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        match value.as_bool() {
            Some(read) => *self = read,
            None => r.expected(value, "a boolean"),
        }
    }
    fn write(&self, w: &mut Writer) {
        w.plain(self);
    }
    fn is_blank(&self) -> bool {
        !*self
    }
}

macro_rules! whole_numbers {
    ($($kind:ident),*) => {$(
        impl Form for $kind {
            fn blank() -> Self {
                0
            }
            fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
                if let Some(read) = r.whole(value, Self::MAX.into(), stringify!($kind)) {
                    *self = read as Self;
                }
            }
            fn write(&self, w: &mut Writer) {
                w.plain(self);
            }
        }
    )*};
}

whole_numbers!(u8, u32);

impl Form for f64 {
    fn blank() -> Self {
        0.0
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        match value.as_f64() {
            Some(read) => *self = read,
            None => r.expected(value, "f64"),
        }
    }
    fn write(&self, w: &mut Writer) {
        w.float(*self);
    }
}

/// A number that may not be any: read as one, then tried.
macro_rules! tried {
    ($name:ident, $blank:ident) => {
        impl Form for $name {
            fn blank() -> Self {
                Self::$blank
            }
            fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
                let mut number = 0.0;
                number.read(value, r);
                match Self::new(number) {
                    Ok(read) => *self = read,
                    Err(why) => r.unfit(&why),
                }
            }
            fn write(&self, w: &mut Writer) {
                w.float(self.get());
            }
            fn is_blank(&self) -> bool {
                self.get().to_bits() == Self::$blank.get().to_bits()
            }
        }
    };
}

tried!(Rate, ZERO);
tried!(Price, ONE);

impl Form for Decimal {
    fn blank() -> Self {
        Self::ZERO
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        let text = match (value, value.as_f64()) {
            (Value::String(text), _) => text.clone(),
            (_, Some(n)) => whole_text(value).unwrap_or_else(|| n.to_string()),
            _ => return r.expected(value, "a decimal number, as a number or a string"),
        };
        match text.parse() {
            Ok(read) => *self = read,
            Err(why) => {
                let why: DecimalError = why;
                r.unfit(&why);
            }
        }
    }
    /// A number where that is exact in every reader, otherwise a string of digits.
    fn write(&self, w: &mut Writer) {
        let (text, number) = (self.to_string(), self.to_f64());
        if !text.contains('.') {
            w.plain(&text);
        } else if number.to_string().parse() == Ok(*self) {
            w.float(number);
        } else {
            w.quoted(&text);
        }
    }
}

impl Form for String {
    fn blank() -> Self {
        Self::new()
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        match value.as_str() {
            Some(read) => read.clone_into(self),
            None => r.expected(value, "a string"),
        }
    }
    fn write(&self, w: &mut Writer) {
        w.quoted(self);
    }
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Form> Form for Option<T> {
    fn blank() -> Self {
        None
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        if !value.is_null() {
            self.insert(T::blank()).read(value, r);
        }
    }
    fn write(&self, w: &mut Writer) {
        match self {
            Some(value) => value.write(w),
            None => w.text.push_str("null"),
        }
    }
    fn is_blank(&self) -> bool {
        self.is_none()
    }
}

impl<T: Form> Form for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        T::read(self, value, r);
    }
    fn write(&self, w: &mut Writer) {
        T::write(self, w);
    }
}

impl<T: Flat> Flat for Box<T> {
    const NAMES: &'static [&'static str] = T::NAMES;
    fn read_fields(&mut self, fields: &Map<String, Value>, r: &mut Reader<'_>) {
        T::read_fields(self, fields, r);
    }
    fn write_fields(&self, w: &mut Writer) {
        T::write_fields(self, w);
    }
    #[cfg(feature = "schema")]
    fn describe(object: super::schema::Object, all: &mut schemars::SchemaGenerator) -> super::schema::Object {
        T::describe(object, all)
    }
}

impl<T: Form> Form for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        let (Some(elements), ()) = (r.elements(value), self.clear()) else { return };
        for (at, element) in elements.iter().enumerate() {
            if !r.enter_element(at, element) {
                return;
            }
            let mut read = T::blank();
            read.read(element, r);
            self.push(read);
            r.leave();
        }
    }
    fn write(&self, w: &mut Writer) {
        w.list(self);
    }
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Form for [f64; 2] {
    fn blank() -> Self {
        [0.0; 2]
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        match value.as_array() {
            Some(both) if both.len() == self.len() => {
                for (at, (value, into)) in both.iter().zip(self).enumerate() {
                    if r.enter_element(at, value) {
                        into.read(value, r);
                        r.leave();
                    }
                }
            }
            Some(other) => r.unfit(&format_args!("invalid length {}, expected an array of length 2", other.len())),
            None => r.expected(value, "an array of length 2"),
        }
    }
    fn write(&self, w: &mut Writer) {
        w.list(self);
    }
}

impl<T: Form> Form for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }
    fn read(&mut self, value: &Value, r: &mut Reader<'_>) {
        let Value::Object(fields) = value else { return r.expected(value, "a map") };
        if !r.few(fields.len()) {
            return;
        }
        for name in fields.keys() {
            let mut read = T::blank();
            r.need(fields, name, &mut read);
            self.insert(name.clone(), read);
        }
    }
    fn write(&self, w: &mut Writer) {
        w.open('{');
        for (name, value) in self {
            w.field(name, value);
        }
        w.close('}');
    }
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}
