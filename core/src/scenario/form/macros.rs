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
/// `flat` stands for the fields of a struct, beside the others.
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

/// The form of a struct, of a choice between words, or of a choice with fields and a `type`.
///
/// A field reads `name: Type = how [limit]`, where `how` is `need`, `opt` or `or(default)` and the limit is one of
/// `form::schema::limit`; `as "key"` after the name gives it another name in JSON.
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
        #[derive($($derive),*)]
        pub struct $name {
            $($(#[doc = $doc])* pub $field: $kind,)*
        }

        impl $crate::scenario::form::Form for $name {
            fn blank() -> Self {
                Self { $($field: $crate::scenario::form::Form::blank()),* }
            }
            fn read(&mut self, value: &serde_json::Value, r: &mut $crate::scenario::form::Reader<'_>) {
                let known = <Self as $crate::scenario::form::Flat>::NAMES;
                let Some(fields) = r.fields(value, concat!("struct ", stringify!($name)), known) else { return };
                $crate::scenario::form::Flat::read_fields(self, fields, r);
            }
            fn write(&self, w: &mut $crate::scenario::form::Writer) {
                w.open('{');
                $crate::scenario::form::Flat::write_fields(self, w);
                w.close('}');
            }
        }

        impl $crate::scenario::form::Flat for $name {
            const NAMES: &'static [&'static str] = &[$($crate::scenario::form::key!($field $($key)?)),*];

            #[inline]
            fn read_fields(
                &mut self,
                fields: &serde_json::Map<String, serde_json::Value>,
                r: &mut $crate::scenario::form::Reader<'_>,
            ) {
                $($crate::scenario::form::read_field!(
                    r fields $crate::scenario::form::key!($field $($key)?), &mut self.$field, $how $(($default))?
                );)*
            }

            #[inline]
            fn write_fields(&self, w: &mut $crate::scenario::form::Writer) {
                $($crate::scenario::form::write_field!(
                    w $crate::scenario::form::key!($field $($key)?), &self.$field, $how $(($default))?
                );)*
            }

            #[cfg(feature = "schema")]
            fn describe(
                object: $crate::scenario::form::schema::Object,
                all: &mut schemars::SchemaGenerator,
            ) -> $crate::scenario::form::schema::Object {
                #[allow(unused_imports, reason = "not every type has limits")]
                use $crate::scenario::{form::schema::limit::*, limits::*};
                $(let object = $crate::scenario::form::describe_field!(
                    object all $crate::scenario::form::key!($field $($key)?), $kind, &[$($doc),*], &[$($limit)?],
                    $how $(($default))?
                );)*
                object
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(all: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let object = $crate::scenario::form::schema::Object::new(&[$($about),*]);
                <Self as $crate::scenario::form::Flat>::describe(object, all).finish()
            }
        }
    };
    (
        $(#[doc = $about:expr])*
        #[derive($($derive:ident),*)]
        pub words $name:ident { $($(#[doc = $doc:expr])* $variant:ident = $word:literal),* $(,)? }
    ) => {
        $(#[doc = $about])*
        #[derive($($derive),*)]
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
        #[derive($($derive),*)]
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
                        let known: &[&[&str]] = &[$($crate::scenario::form::names!($field $kind, $how $(($default))?)),*];
                        r.known_but_type(fields, &known.concat());
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
                    $(let object = $crate::scenario::form::describe_field!(
                        object all stringify!($field), $kind, &[$($doc),*], &[$($limit)?], $how $(($default))?
                    );)*
                    variants.push(object.finish());
                })*
                $crate::scenario::form::schema::choice(&[$($about),*], variants)
            }
        }
    };
}

#[cfg(feature = "schema")]
pub(crate) use {describe_field, presence};
pub(crate) use {form, key, names, read_field, write_field};
