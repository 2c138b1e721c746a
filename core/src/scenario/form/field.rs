//! What an entry of `form!` says of one field, for each who asks: reader, writer, schema, shape.

/// The name of a field in JSON: its own, or the one given.
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// Reads one field: `need` must be there, `opt` is blank when absent and absent when blank, `or(..)` has a default.
macro_rules! read_field {
    ($r:ident $fields:ident $key:expr, $into:expr, need) => {
        $r.need($fields, $key, $into)
    };
    ($r:ident $fields:ident $key:expr, $into:expr, opt) => {
        $r.may($fields, $key, $into);
    };
    ($r:ident $fields:ident $key:expr, $into:expr, or($default:expr)) => {
        if !$r.may($fields, $key, $into) {
            *$into = $default;
        }
    };
}

macro_rules! write_field {
    ($w:ident $key:expr, $value:expr, opt) => {
        $w.unless_blank($key, $value)
    };
    ($w:ident $key:expr, $value:expr, $($how:tt)+) => {
        $w.field($key, $value)
    };
}

/// Whether a field must be there, for its description.
macro_rules! presence {
    ($kind:ty, need) => {
        $crate::scenario::form::shape::Presence::Need
    };
    ($kind:ty, opt) => {
        $crate::scenario::form::shape::Presence::May
    };
    ($kind:ty, or($default:expr)) => {
        $crate::scenario::form::shape::Presence::Or(|| $crate::scenario::to_value::<$kind>(&$default))
    };
}

/// A field as data.
macro_rules! part {
    ($key:expr, $kind:ty, [$($doc:expr),*], ($($how:tt)+), [$($limit:expr)?]) => {
        $crate::scenario::form::shape::Part {
            key: $key,
            about: concat!("", $($doc),*),
            presence: $crate::scenario::form::presence!($kind, $($how)+),
            shape: <$kind as $crate::scenario::form::shape::Shaped>::SHAPE,
            kind: stringify!($kind),
            limits: &[$(|| {
                #[allow(unused_imports, reason = "not every limit names a number")]
                use $crate::scenario::{form::limit::*, limits::*};
                $limit
            })?],
        }
    };
}

pub(crate) use {key, part, presence, read_field, write_field};
