//! What a driver tells about its sources: nothing.
