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

/// The names that a field of a variant has in JSON: its own, or those of the struct that stands flat in its place.
macro_rules! names {
    ($field:ident $kind:ty, flat) => {
        <$kind as $crate::scenario::form::Flat>::NAMES
    };
    ($field:ident $kind:ty, $($how:tt)+) => {
        &[stringify!($field)]
    };
}

/// Reads one field: `need` must be there, `opt` is blank when absent and absent when blank, `or(..)` has a default;
/// `flat` stands for the fields of a struct.
macro_rules! read_field {
    ($r:ident $fields:ident $key:expr, $into:expr, flat) => {
        $crate::scenario::form::Flat::read_fields($into, $fields, $r)
    };
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
    ($w:ident $key:expr, $value:expr, flat) => {
        $crate::scenario::form::Flat::write_fields($value, $w)
    };
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

/// The fields of a variant as data; those of a struct that stands flat in it are its own.
macro_rules! parts {
    ({$key:expr, $kind:ty, [$($doc:expr),*], (flat), [$($limit:expr)?]}) => {
        <$kind as $crate::scenario::form::shape::Shaped>::SHAPE.parts()
    };
    ($({$key:expr, $kind:ty, [$($doc:expr),*], ($($how:tt)+), [$($limit:expr)?]})*) => {
        &[$($crate::scenario::form::part!($key, $kind, [$($doc),*], ($($how)+), [$($limit)?])),*]
    };
}

/// Adds a field to the description of an object: itself, or the fields of the struct that stands flat in its place.
#[cfg(feature = "schema")]
macro_rules! describe_field {
    ($object:ident $all:ident $name:expr, $kind:ty, $doc:expr, $limits:expr, flat) => {
        <$kind as $crate::scenario::form::Flat>::describe($object, $all)
    };
    ($object:ident $all:ident $name:expr, $kind:ty, $doc:expr, $limits:expr, $($how:tt)+) => {
        $object.field::<$kind>(
            $all,
            $name,
            $doc,
            $crate::scenario::form::presence!($kind, $($how)+),
            $limits,
        )
    };
}

#[cfg(feature = "schema")]
pub(crate) use describe_field;
pub(crate) use {key, names, part, parts, presence, read_field, write_field};
