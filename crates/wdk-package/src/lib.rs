//! Driver packages: PE facts, version resources, catalogs, signatures, the driver store.
