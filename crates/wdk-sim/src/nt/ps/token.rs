//! Token objects: what a driver has of who a program is.
#![expect(unsafe_code, reason = "bodies of token objects hold Rust values")]

use std::rc::Rc;

use wdk_sys::{NTSTATUS, PVOID};

use super::{PROGRAMS, SYSTEM_PROCESS};
use crate::nt::{
    ke::layer::Ke,
    ob::{
        header::{Object, ObjectType},
        manager::ObjectManager,
    },
    se::token::{Account, Token},
};

/// Access tokens.
pub(crate) static TOKEN: ObjectType = ObjectType {
    drop: Some(drop_token),
    own_references: 1,
    ..ObjectType::new("Token")
};

unsafe fn drop_token(body: PVOID) {
    // SAFETY: called once, for the body of a token object, which holds such a value.
    unsafe { body.cast::<Rc<Token>>().drop_in_place() };
}

/// The token that an object is; none for an object of another type.
pub(crate) fn token_of(object: Object) -> Option<Rc<Token>> {
    if !object.is(&TOKEN) {
        return None;
    }
    // SAFETY: bodies of objects of this type hold such a value, from their creation on.
    let token = unsafe { &*object.body().cast::<Rc<Token>>() };
    Some(Rc::clone(token))
}

impl ObjectManager {
    /// A token for a process that runs as `account`.
    ///
    /// # Errors
    /// When there is no memory.
    pub(crate) fn new_token(&self, account: Account) -> Result<Object, NTSTATUS> {
        let object = self.create(&TOKEN, size_of::<Rc<Token>>())?;
        let token = Rc::new(Token::of(account));
        // SAFETY: the body has this size and nobody knows it yet.
        unsafe { object.body().cast::<Rc<Token>>().write(token) };
        Ok(object)
    }
}

impl Ke {
    /// The token of a process, without a reference of its own.
    ///
    /// # Errors
    /// When there is no memory for that of a process which is always there.
    pub(crate) fn token_of_process(&self, id: usize) -> Result<Object, NTSTATUS> {
        let (place, account) = match id {
            SYSTEM_PROCESS => (&self.processes.system_token, Account::System),
            PROGRAMS => (&self.processes.programs_token, Account::default()),
            _ => {
                if let Some(process) = self.processes.by_id(id) {
                    return Ok(process.token);
                }
                (&self.processes.programs_token, Account::default())
            }
        };
        if let Some(token) = place.get() {
            return Ok(token);
        }
        let token = self.objects.new_token(account)?;
        place.set(Some(token));
        Ok(token)
    }

    /// The token of the process that the running thread belongs to.
    ///
    /// # Errors
    /// As for [`Ke::token_of_process`].
    pub(crate) fn current_token(&self) -> Result<Object, NTSTATUS> {
        let (process, _) = self.current_client_id();
        self.token_of_process(process)
    }

    /// Whom the running thread's process runs as.
    pub(crate) fn current_account(&self) -> Account {
        let token = self.current_token().ok().and_then(token_of);
        token.map_or_else(Account::default, |token| token.account())
    }
}
