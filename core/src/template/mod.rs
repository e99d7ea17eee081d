//! Templates: the only place that names Handlebars.
