//! Operations that run on another thread while JavaScript goes on: the message is lent, and the answer is a promise.

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;
use std::sync::Arc;

use napi::sys;
use strait_arena::{Arena, Handle, SharedArena};

use crate::access::Access;
use crate::answer::{Answer, Outcome, Reply};
use crate::call::Call;
use crate::entry::BoundArena;
use crate::failure::{Failure, OperationError};
use crate::node_api::{Scope, Value, check};

const OWN: &str = "this operation runs on another thread and needs an arena that threads can share; \
                   make it with { shared: {} }";

/// What an operation makes of its result when it is back on the thread of JavaScript.
type Ready = Box<dyn for<'s> FnOnce(Scope<'s>) -> Outcome<'s> + Send>;
type Task = Box<dyn Fn(&Arena, Handle) -> Result<Ready, OperationError> + Send + Sync>;

/// An operation that answers later.
pub(crate) fn operation<R: Reply + Send + 'static>(
    run: impl Fn(&Arena, Handle) -> Result<R, OperationError> + Send + Sync + 'static,
) -> impl for<'s> Fn(&BoundArena, &Call<'s>) -> Outcome<'s> + Send + Sync {
    let task: Arc<Task> = Arc::new(Box::new(move |arena, handle| {
        let reply = run(arena, handle)?;
        Ok(Box::new(move |scope: Scope<'_>| reply.reply(scope)))
    }));
    move |bound, call| start(bound, call, Arc::clone(&task))
}

/// A call in progress. The pool's thread has it while it runs, the thread of JavaScript before and after.
struct Work {
    shared: Arc<SharedArena>,
    handle: Handle,
    task: Arc<Task>,
    result: Option<Result<Ready, OperationError>>,
    deferred: sys::napi_deferred,
    raw: sys::napi_async_work,
    /// Keeps the object alive, and with it the memory.
    holder: sys::napi_ref,
}

/// Lends the message and hands the call to the runtime's pool of threads.
fn start<'s>(bound: &BoundArena, call: &Call<'s>, task: Arc<Task>) -> Outcome<'s> {
    let Access::Shared(member) = &bound.access else { return Err(Failure::Argument(OWN).into()) };
    let handle = call.handle(0)?;
    let (scope, holder) = bound.holder.get().ok_or(Failure::NodeApi("find the arena"))?;
    member.read().lend(handle)?;
    let shared = Arc::clone(member.shared());
    match queue(scope, holder, Work::new(shared, handle, task)) {
        Ok(promise) => {
            // SAFETY: the promise belongs to the call in progress, in whose scope it was made.
            Ok(Answer::Value(unsafe { call.scope.value(promise) }))
        }
        Err(failure) => {
            member.read().give_back(handle)?;
            Err(failure.into())
        }
    }
}

impl Work {
    fn new(shared: Arc<SharedArena>, handle: Handle, task: Arc<Task>) -> Self {
        let (deferred, raw, holder) = (null_mut(), null_mut(), null_mut());
        Self { shared, handle, task, result: None, deferred, raw, holder }
    }
}

/// Makes the promise and starts the work. Errors: with nothing left behind.
fn queue(scope: Scope<'_>, holder: Value<'_>, mut work: Work) -> Result<sys::napi_value, Failure> {
    // SAFETY: environment and object belong to the call; the result goes to a place that outlives it.
    let status = unsafe { sys::napi_create_reference(scope.env, holder.raw, 1, &mut work.holder) };
    check(status, "keep the arena")?;
    let work = Box::into_raw(Box::new(work));
    start_work(scope, work).inspect_err(|_| {
        // SAFETY: the work was not started, so the box is still this function's.
        let work = unsafe { Box::from_raw(work) };
        if !work.raw.is_null() {
            // SAFETY: the work was made in this environment and not started.
            unsafe { sys::napi_delete_async_work(scope.env, work.raw) };
        }
        // SAFETY: the reference was made for this work.
        unsafe { sys::napi_delete_reference(scope.env, work.holder) };
    })
}

/// Starts the work in a box. From then on `complete` owns it; it is not touched here afterwards.
fn start_work(scope: Scope<'_>, work: *mut Work) -> Result<sys::napi_value, Failure> {
    let (env, mut promise, no_resource) = (scope.env, null_mut(), null_mut());
    let name = scope.new_text("strait")?;
    let (run, done, data) = (Some(execute as _), Some(complete as _), work.cast());
    // SAFETY: nobody else has the box yet.
    let raw = unsafe { &raw mut (*work).raw };
    // SAFETY: environment and name belong to the call; the box lives until `complete` takes it.
    let status = unsafe { sys::napi_create_async_work(env, no_resource, name.raw, run, done, data, raw) };
    check(status, "make work for another thread")?;
    // SAFETY: nobody else has the box yet.
    let deferred = unsafe { &raw mut (*work).deferred };
    // SAFETY: the environment belongs to the call; the results go to places that outlive it.
    check(unsafe { sys::napi_create_promise(env, deferred, &mut promise) }, "make a promise")?;
    #[cfg(feature = "test-panics")]
    if crate::panics::is_due(crate::panics::Place::Start) {
        return Err(Failure::NodeApi("start work on another thread"));
    }
    // SAFETY: nobody else has the box yet, and the work was just made.
    let raw = unsafe { *raw };
    // SAFETY: the work was just made in this environment.
    check(unsafe { sys::napi_queue_async_work(env, raw) }, "start work on another thread")?;
    Ok(promise)
}

/// Runs on a thread of the pool. Others read the arena at the same time; nobody changes it.
unsafe extern "C" fn execute(_env: sys::napi_env, data: *mut c_void) {
    // SAFETY: `queue` made the data of such a box, which only this thread has until `complete` is called.
    let work = unsafe { &mut *data.cast::<Work>() };
    let run = || (work.task)(&work.shared.read(), work.handle);
    let outcome = catch_unwind(AssertUnwindSafe(run));
    work.result = Some(outcome.unwrap_or_else(|payload| Err(Failure::of_panic(payload).into())));
}

/// Runs on the thread of JavaScript: ends the loan and settles the promise.
unsafe extern "C" fn complete(env: sys::napi_env, _status: sys::napi_status, data: *mut c_void) {
    // SAFETY: `queue` made the data of such a box, and Node-API calls this once, after `execute`.
    let mut work = unsafe { Box::from_raw(data.cast::<Work>()) };
    // SAFETY: Node-API opens a scope for this call.
    let scope = unsafe { Scope::new(env) };
    // The message may have been handed over meanwhile and freed against the rules; then there is no loan to end.
    let _ = work.shared.read().give_back(work.handle);
    let cancelled = || Err(Failure::NodeApi("run work on another thread").into());
    let result = work.result.take().unwrap_or_else(cancelled);
    let outcome = catch_unwind(AssertUnwindSafe(|| result.and_then(|ready| ready(scope))));
    let outcome = outcome.unwrap_or_else(|payload| Err(Failure::of_panic(payload).into()));
    settle(scope, &work, outcome);
    // SAFETY: the reference was made for this work.
    unsafe { sys::napi_delete_reference(env, work.holder) };
    // SAFETY: the work is complete.
    unsafe { sys::napi_delete_async_work(env, work.raw) };
}

fn settle(scope: Scope<'_>, work: &Work, outcome: Outcome<'_>) {
    let value = outcome.and_then(|answer| {
        Ok(match answer {
            Answer::Nothing => scope.undefined()?,
            Answer::Number(number) => scope.new_number(number)?,
            Answer::Value(value) => value,
        })
    });
    match value {
        Ok(value) => {
            // SAFETY: environment and value belong to this call; the promise is settled once.
            unsafe { sys::napi_resolve_deferred(scope.env, work.deferred, value.raw) };
        }
        Err(error) => {
            let mut holder = null_mut();
            // SAFETY: the reference keeps the object alive; the result goes to a local.
            unsafe { sys::napi_get_reference_value(scope.env, work.holder, &mut holder) };
            // SAFETY: the object belongs to this call.
            let reason = scope.error_by(unsafe { scope.value(holder) }, &error);
            // SAFETY: environment and value belong to this call; the promise is settled once.
            unsafe {
                sys::napi_reject_deferred(scope.env, work.deferred, reason.map_or(null_mut(), |it| it.raw))
            };
        }
    }
}
