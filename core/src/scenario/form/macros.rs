//! A struct or a choice said once: its fields with their types and meaning, what may be absent, and within which limits.
//!
//! From one entry come the type, its reader and writer, and with the feature `schema` its part of the JSON Schema.

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
#[cfg(feature = "schema")]
macro_rules! presence {
    ($kind:ty, need) => {
        $crate::scenario::form::schema::Presence::Need
    };
    ($kind:ty, opt) => {
        $crate::scenario::form::schema::Presence::May
    };
    ($kind:ty, or($default:expr)) => {
        $crate::scenario::form::schema::Presence::Or($crate::scenario::form::to_value::<$kind>(&$default))
    };
}

/// The form of a struct, of a choice between words, or of a choice with fields and a `type`.
///
/// A field reads `name: Type = how [limit]`, where `how` is `need`, `opt` or `or(default)` and the limit is one of
/// `form::schema::limit`; `as "key"` after the name gives it another name in JSON. Serde's derives are for packing only.
macro_rules! form {
    (
        $(#[doc = $about:expr])*
        #[derive($($derive:ident),*)]
        pub struct $name:ident {$(
            $(#[doc = $doc:expr])*
            pub $field:ident $(as $key:literal)?: $kind:ty = $how:ident $(($default:expr))? $([$limit:expr])?
        ),* $(,)?}
    ) => {
        $(#[doc = $about])*
        #[derive($($derive),*, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $($(#[doc = $doc])* pub $field: $kind,)*
        }

        impl $crate::scenario::form::Form for $name {
            fn blank() -> Self {
                Self { $($field: $crate::scenario::form::Form::blank()),* }
            }
            fn read(&mut self, value: &serde_json::Value, r: &mut $crate::scenario::form::Reader<'_>) {
                let known = &[$($crate::scenario::form::key!($field $($key)?)),*];
                let Some(fields) = r.fields(value, concat!("struct ", stringify!($name)), known) else { return };
                $($crate::scenario::form::read_field!(
                    r fields $crate::scenario::form::key!($field $($key)?), &mut self.$field, $how $(($default))?
                );)*
            }
            fn write(&self, w: &mut $crate::scenario::form::Writer) {
                w.open('{');
                $($crate::scenario::form::write_field!(
                    w $crate::scenario::form::key!($field $($key)?), &self.$field, $how $(($default))?
                );)*
                w.close('}');
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(all: &mut schemars::SchemaGenerator) -> schemars::Schema {
                #[allow(unused_imports, reason = "not every type has limits")]
                use $crate::scenario::{form::schema::limit::*, limits::*};
                let object = $crate::scenario::form::schema::Object::new(&[$($about),*]);
                $(let object = object.field::<$kind>(
                    all,
                    $crate::scenario::form::key!($field $($key)?),
                    &[$($doc),*],
                    $crate::scenario::form::presence!($kind, $how $(($default))?),
                    &[$($limit)?],
                );)*
                object.finish()
            }
        }
    };
    (
        $(#[doc = $about:expr])*
        #[derive($($derive:ident),*)]
        pub words $name:ident { $($(#[doc = $doc:expr])* $variant:ident = $word:literal),* $(,)? }
    ) => {
        $(#[doc = $about])*
        #[derive($($derive),*, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[doc = $doc])* $variant,)*
        }

        impl Default for $name {
            /// The first word.
            fn default() -> Self {
                $crate::scenario::form::Form::blank()
            }
        }

        impl $crate::scenario::form::Form for $name {
            fn blank() -> Self {
                let [first, ..] = [$(Self::$variant),*];
                first
            }
            fn read(&mut self, value: &serde_json::Value, r: &mut $crate::scenario::form::Reader<'_>) {
                let read = r.word(value, &[$($word),*]).and_then(|at| [$(Self::$variant),*].get(at).copied());
                *self = read.unwrap_or(*self);
            }
            fn write(&self, w: &mut $crate::scenario::form::Writer) {
                w.word(match self { $(Self::$variant => $word),* });
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::scenario::form::schema::words(&[$($about),*], &[$(($word, &[$($doc),*] as &[&str])),*])
            }
        }
    };
    (
        $(#[doc = $about:expr])*
        #[derive($($derive:ident),*)]
        pub enum $name:ident {$(
            $(#[doc = $what:expr])*
            $variant:ident = $word:literal {$(
                $(#[doc = $doc:expr])*
                $field:ident: $kind:ty = $how:ident $(($default:expr))? $([$limit:expr])?
            ),* $(,)?}
        ),* $(,)?}
    ) => {
        $(#[doc = $about])*
        #[derive($($derive),*, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[doc = $what])* $variant { $($(#[doc = $doc])* $field: $kind,)* },)*
        }

        impl $crate::scenario::form::Form for $name {
            fn blank() -> Self {
                let [first, ..] = [$(|| Self::$variant { $($field: $crate::scenario::form::Form::blank()),* }),*] as [fn() -> Self; [$($word),*].len()];
                first()
            }
            fn read(&mut self, value: &serde_json::Value, r: &mut $crate::scenario::form::Reader<'_>) {
                let tagged = r.tagged(value, concat!("internally tagged enum ", stringify!($name)));
                let Some((fields, tag)) = tagged else { return };
                match tag {
                    $($word => {
                        r.known_but_type(fields, &[$(stringify!($field)),*]);
                        *self = Self::$variant { $($field: $crate::scenario::form::Form::blank()),* };
                        if let Self::$variant { $($field),* } = self {
                            $($crate::scenario::form::read_field!(
                                r fields stringify!($field), &mut *$field, $how $(($default))?
                            );)*
                        }
                    })*
                    _ => r.wrong_tag(tag, &[$($word),*]),
                }
            }
            fn write(&self, w: &mut $crate::scenario::form::Writer) {
                w.open('{');
                w.name("type");
                match self {
                    $(Self::$variant { $($field),* } => {
                        w.word($word);
                        $($crate::scenario::form::write_field!(
                            w stringify!($field), $field, $how $(($default))?
                        );)*
                    })*
                }
                w.close('}');
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(all: &mut schemars::SchemaGenerator) -> schemars::Schema {
                #[allow(unused_imports, reason = "not every type has limits")]
                use $crate::scenario::{form::schema::limit::*, limits::*};
                let mut variants = Vec::new();
                $({
                    let object = $crate::scenario::form::schema::Object::tagged($word, &[$($what),*]);
                    $(let object = object.field::<$kind>(
                        all,
                        stringify!($field),
                        &[$($doc),*],
                        $crate::scenario::form::presence!($kind, $how $(($default))?),
                        &[$($limit)?],
                    );)*
                    variants.push(object.finish());
                })*
                $crate::scenario::form::schema::choice(&[$($about),*], variants)
            }
        }
    };
}

#[cfg(feature = "schema")]
pub(crate) use presence;
pub(crate) use {form, key, read_field, write_field};
