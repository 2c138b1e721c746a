//! A struct or a choice said once: its fields with their types and meaning, what may be absent, and within which limits.
//!
//! From one entry come the type, its reader and writer, its shape for forms, and with the feature `schema` its part of the
//! JSON Schema.

/// The form of a struct, of a choice between words, or of a choice with fields and a `type`.
///
/// A field reads `name: Type = how [limit]`, where `how` is `need`, `opt` or `or(default)` and the limit is one of
/// `form::limit`; the one field of a variant may be `flat`: the fields of that struct stand beside `type`; `as "key"`
/// after the name gives it another name in JSON. Serde's derives are for packing only.
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
                use $crate::scenario::{form::limit::*, limits::*};
                $(let object = $crate::scenario::form::describe_field!(
                    object all $crate::scenario::form::key!($field $($key)?), $kind, &[$($doc),*], &[$($limit)?],
                    $how $(($default))?
                );)*
                object
            }
        }

        impl $crate::scenario::form::shape::Shaped for $name {
            const SHAPE: &'static $crate::scenario::form::shape::Shape =
                &$crate::scenario::form::shape::Shape::Object($crate::scenario::form::shape::Object {
                    about: concat!("", $($about),*),
                    parts: &[$($crate::scenario::form::part!(
                        $crate::scenario::form::key!($field $($key)?), $kind, [$($doc),*], ($how $(($default))?), [$($limit)?]
                    )),*],
                });
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
                w.one_of(&[$($word),*], *self as usize);
            }
        }

        impl $crate::scenario::form::shape::Shaped for $name {
            const SHAPE: &'static $crate::scenario::form::shape::Shape =
                &$crate::scenario::form::shape::Shape::Words(&[$($crate::scenario::form::shape::Word {
                    word: $word,
                    about: concat!("", $($doc),*),
                }),*]);
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

        impl $crate::scenario::form::shape::Shaped for $name {
            const SHAPE: &'static $crate::scenario::form::shape::Shape =
                &$crate::scenario::form::shape::Shape::Choice(&[$($crate::scenario::form::shape::Variant {
                    word: $word,
                    object: $crate::scenario::form::shape::Object {
                        about: concat!("", $($what),*),
                        parts: $crate::scenario::form::parts!($(
                            {stringify!($field), $kind, [$($doc),*], ($how $(($default))?), [$($limit)?]}
                        )*),
                    },
                }),*]);
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(all: &mut schemars::SchemaGenerator) -> schemars::Schema {
                #[allow(unused_imports, reason = "not every type has limits")]
                use $crate::scenario::{form::limit::*, limits::*};
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

pub(crate) use form;
