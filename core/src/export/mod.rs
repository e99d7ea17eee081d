//! Documents to bytes of a file format, one format a file.
