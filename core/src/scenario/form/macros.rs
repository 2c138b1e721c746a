//! A struct or a choice said once, field by field.

/// Reads one field: `need` must be there, `opt` is blank when absent and absent when blank, `or(..)` has a default.
macro_rules! read_field {
    ($r:ident $fields:ident $field:ident $into:expr, need) => {
        $r.need($fields, stringify!($field), $into)
    };
    ($r:ident $fields:ident $field:ident $into:expr, opt) => {
        $r.may($fields, stringify!($field), $into);
    };
    ($r:ident $fields:ident $field:ident $into:expr, or($default:expr)) => {
        if !$r.may($fields, stringify!($field), $into) {
            *$into = $default;
        }
    };
}

macro_rules! write_field {
    ($w:ident $field:ident $value:expr, opt) => {
        $w.unless_blank(stringify!($field), $value)
    };
    ($w:ident $field:ident $value:expr, $($how:tt)+) => {
        $w.field(stringify!($field), $value)
    };
}

/// The form of a struct, of a choice between words, or of a choice with fields and a `type`.
macro_rules! form {
    (struct $name:ident { $($field:ident: $how:ident $(($default:expr))?),* $(,)? }) => {
        impl $crate::scenario::form::Form for $name {
            fn blank() -> Self {
                Self { $($field: $crate::scenario::form::Form::blank()),* }
            }
            fn read(&mut self, value: &serde_json::Value, r: &mut $crate::scenario::form::Reader<'_>) {
                let known = &[$(stringify!($field)),*];
                let Some(fields) = r.fields(value, concat!("struct ", stringify!($name)), known) else { return };
                $($crate::scenario::form::read_field!(r fields $field &mut self.$field, $how $(($default))?);)*
            }
            fn write(&self, w: &mut $crate::scenario::form::Writer) {
                w.open('{');
                $($crate::scenario::form::write_field!(w $field &self.$field, $how $(($default))?);)*
                w.close('}');
            }
        }
    };
    (words $name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
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
    };
    (enum $name:ident { $($variant:ident = $word:literal { $($field:ident: $how:ident $(($default:expr))?),* }),* $(,)? }) => {
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
                            $($crate::scenario::form::read_field!(r fields $field &mut *$field, $how $(($default))?);)*
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
                        $($crate::scenario::form::write_field!(w $field $field, $how $(($default))?);)*
                    })*
                }
                w.close('}');
            }
        }
    };
}

pub(crate) use {form, read_field, write_field};
