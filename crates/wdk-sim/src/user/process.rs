//! Processes that a test starts: what other programs of a machine do, for drivers that watch them.
#![forbid(unsafe_code)]

use std::rc::Rc;

pub use crate::exports::ke::apc::UserApc;

use wdk_sys::{ACCESS_MASK, HANDLE, NTSTATUS};

use crate::{
    engine::{
        error::{Error, NtStatus, Result},
        trace::Category,
    },
    exports::{ke::apc, ps::process as ps},
    nt::{
        kernel::Kernel,
        ob::name::wide,
        ps::{Process as Started, ProgramThread, token::token_of},
        se::token::Account,
    },
};

/// A process of the simulated machine.
///
/// Its code is not simulated; its threads exist, and what they ask of the kernel a test asks in their name. It
/// runs until [`exit`](Self::exit), also when this value is dropped.
pub struct Process {
    kernel: Rc<Kernel>,
    process: Rc<Started>,
}

/// A handle that a program has opened to a process or a thread.
pub struct ProcessHandle {
    kernel: Rc<Kernel>,
    handle: HANDLE,
    granted: ACCESS_MASK,
}

fn status(status: NTSTATUS) -> Error {
    Error::Status(NtStatus(status))
}

/// Starts a process by a call of a program.
pub(super) fn start(
    kernel: &Rc<Kernel>,
    image: &str,
    command_line: &str,
    account: Option<Account>,
) -> Result<Process> {
    kernel.trace_instant(Category::User, || ("start process", image.to_owned()));
    let started = as_program(kernel, || ps::create(kernel, image, command_line, account))?;
    Ok(Process {
        kernel: Rc::clone(kernel),
        process: started.map_err(status)?,
    })
}

/// Runs `body` as a program's call of the kernel.
fn as_program<R>(kernel: &Kernel, body: impl FnOnce() -> R) -> Result<R> {
    kernel.call("user", || kernel.as_program(body))
}

impl Process {
    /// The process's identifier.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.process.id as u32
    }

    /// Whom it runs as.
    #[must_use]
    pub fn account(&self) -> Account {
        let token = token_of(self.process.token);
        token.map_or_else(Account::default, |token| token.account())
    }

    /// The identifiers of the threads that have not ended, the first one first.
    #[must_use]
    pub fn threads(&self) -> Vec<u32> {
        let threads = self.process.threads.borrow();
        threads.iter().map(|thread| thread.id as u32).collect()
    }

    /// Whether it has ended.
    #[must_use]
    pub fn has_exited(&self) -> bool {
        self.process.exit_status.get().is_some()
    }

    fn first_thread(&self) -> Result<ProgramThread> {
        let threads = self.process.threads.borrow();
        let first = threads.first().copied();
        first.ok_or_else(|| Error::NotFound(format!("process {:#x} has ended", self.process.id)))
    }

    /// Runs `body`; what it asks of the machine as a program, this process's first thread asks.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the process has ended.
    pub fn run<R>(&self, body: impl FnOnce() -> R) -> Result<R> {
        let thread = self.first_thread()?;
        let calling = &self.kernel.processes.calling;
        let before = calling.replace(Some((Rc::clone(&self.process), thread)));
        let result = body();
        calling.replace(before);
        Ok(result)
    }

    /// Starts one more thread, and gives its identifier.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the process has ended.
    pub fn start_thread(&self) -> Result<u32> {
        let started = self.run(|| {
            as_program(&self.kernel, || {
                ps::create_thread(&self.kernel, &self.process)
            })
        })??;
        started.map(|thread| thread.id as u32).map_err(status)
    }

    /// A thread of the process waits alertably, as `SleepEx` does: the user APCs that drivers have queued to it run.
    /// Gives all that it has run in user mode since it was last asked.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the process has no such thread.
    pub fn wait_alertably(&self, thread: u32) -> Result<Vec<UserApc>> {
        let threads = self.process.threads.borrow();
        let found = threads.iter().find(|it| it.id == thread as usize).copied();
        drop(threads);
        let found = found.ok_or_else(|| Error::NotFound(format!("no thread {thread:#x}")))?;
        self.kernel.call("user", || {
            apc::wait_alertably(&self.kernel, &self.process, found)
        })
    }

    /// Maps an image into the process, as `LoadLibrary` does: drivers are told of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the process has ended.
    pub fn load_image(&self, path: &str, base: usize, size: usize) -> Result {
        self.run(|| {
            as_program(&self.kernel, || {
                ps::load(&self.kernel, &self.process, &wide(path), base, size);
            })
        })?
    }

    /// Ends the process: its threads, the first one last.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it has ended already, and when the machine ended.
    pub fn exit(&self, exit_status: NTSTATUS) -> Result {
        self.first_thread()?;
        as_program(&self.kernel, || {
            ps::end(&self.kernel, &self.process, exit_status);
        })
    }
}

impl ProcessHandle {
    pub(super) fn open(
        kernel: &Rc<Kernel>,
        id: u32,
        is_thread: bool,
        access: ACCESS_MASK,
    ) -> Result<Self> {
        let opened = as_program(kernel, || {
            let handle = ps::open_for_program(kernel, id as usize, is_thread, access)?;
            Ok((handle, ps::granted(kernel, handle)?))
        })?;
        let (handle, granted) = opened.map_err(status)?;
        Ok(Self {
            kernel: Rc::clone(kernel),
            handle,
            granted,
        })
    }

    /// The access that was granted: what was asked for, without what drivers have taken away.
    #[must_use]
    pub fn granted(&self) -> ACCESS_MASK {
        self.granted
    }
}

impl Drop for ProcessHandle {
    fn drop(&mut self) {
        // A machine that has ended has no handles to close.
        let _ = as_program(&self.kernel, || {
            self.kernel.objects.close_handle(self.handle)
        });
    }
}
