//! Turns a panic in a kernel driver into a bug check.
#![no_std]
