//! Charts: one file each, drawn through plotters on any backend.
