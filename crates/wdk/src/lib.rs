//! Safe KMDF: what a Windows driver written in Rust sees.
#![no_std]
