//! Process objects: what a process is for drivers.
#![expect(unsafe_code, reason = "initialises and reads process objects")]

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wdk_sys::{NTSTATUS, PVOID};

use super::{dispatcher::kind, layer::Ke};
use crate::nt::{
    ob::types,
    ps::{PROCESS_SIZE, Process, ProgramThread, SYSTEM_PROCESS},
    se::token::Account,
};

/// Where an `EPROCESS` has the name of its image, fifteen bytes and a zero.
const IMAGE_FILE_NAME: usize = 0x5A8;
const IMAGE_FILE_NAME_LENGTH: usize = 15;
/// Bytes of an `ETHREAD`.
const ETHREAD_SIZE: usize = 0x900;

impl Ke {
    /// A process with one thread, which nobody was told of yet.
    ///
    /// # Errors
    /// When there is no memory.
    pub(crate) fn new_process(
        &self,
        parent: usize,
        image: &[u16],
        command_line: &[u16],
        account: Account,
    ) -> Result<Rc<Process>, NTSTATUS> {
        let token = self.objects.new_token(account)?;
        let object = match self.objects.create(&types::PROCESS, PROCESS_SIZE) {
            Ok(object) => object,
            Err(status) => {
                self.objects.dereference(token);
                return Err(status);
            }
        };
        // SAFETY: fresh memory, large enough for a dispatcher header.
        unsafe { self.initialise(object.body().cast(), kind::PROCESS, PROCESS_SIZE, 0) };
        write_image_name(object.body(), image);
        let process = Rc::new(Process {
            id: self.processes.number(),
            parent,
            creator: self.current_client_id(),
            image: image.into(),
            command_line: command_line.into(),
            created: self.clock.date().cast_signed(),
            object,
            token,
            exit_status: Cell::new(None),
            threads: RefCell::default(),
        });
        self.processes.add(&process);
        self.new_program_thread(&process)?;
        Ok(process)
    }

    /// One more thread of a process, which nobody was told of yet.
    ///
    /// # Errors
    /// When there is no memory.
    pub(crate) fn new_program_thread(&self, process: &Process) -> Result<ProgramThread, NTSTATUS> {
        let object = self.objects.create(&types::THREAD, ETHREAD_SIZE)?;
        // SAFETY: as above.
        unsafe { self.initialise(object.body().cast(), kind::THREAD, ETHREAD_SIZE, 0) };
        let thread = ProgramThread {
            id: self.processes.number(),
            object,
        };
        process.threads.borrow_mut().push(thread);
        Ok(thread)
    }

    /// A thread of a program has ended: wakes who waits for it.
    pub(crate) fn end_program_thread(&self, process: &Process, thread: ProgramThread) {
        process.threads.borrow_mut().retain(|it| it.id != thread.id);
        self.signal(thread.object.body().cast(), 1);
        self.objects.dereference(thread.object);
    }

    /// A process has ended: wakes who waits for it.
    pub(crate) fn end_process(&self, process: &Process, status: NTSTATUS) {
        process.exit_status.set(Some(status));
        self.signal(process.object.body().cast(), 1);
        self.forget_processes();
    }

    /// The name of a process's image, as the process object has it.
    pub(crate) fn image_file_name(&self, process: PVOID) -> *mut u8 {
        let name = process.cast::<u8>().wrapping_add(IMAGE_FILE_NAME);
        // SAFETY: `PROCESS_SIZE` bytes, since the object is a process.
        let is_named = unsafe { name.read() } != 0;
        if !is_named && self.id_of_process(process) == Some(SYSTEM_PROCESS) {
            write_image_name(process, &"System".encode_utf16().collect::<Vec<_>>());
        }
        name
    }
}

/// Writes the last part of a path to a process object.
fn write_image_name(process: PVOID, path: &[u16]) {
    let file = path.rsplit(|unit| *unit == u16::from(b'\\')).next();
    let name = process.cast::<u8>().wrapping_add(IMAGE_FILE_NAME);
    let units = file.unwrap_or_default().iter().take(IMAGE_FILE_NAME_LENGTH);
    for (index, unit) in units.enumerate() {
        let byte = u8::try_from(*unit).unwrap_or(b'?');
        // SAFETY: within the object, which is a process.
        unsafe { name.wrapping_add(index).write(byte) };
    }
}
