//! What is worked on by several threads at once, and told in order.

use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// A value that the holders of tickets see one after another, in the order of their numbers.
#[derive(Debug, Default)]
pub(super) struct Turns<T> {
    state: Mutex<State<T>>,
    passed: Condvar,
}

#[derive(Debug, Default)]
struct State<T> {
    /// Whose turn it is.
    next: usize,
    /// Tickets that were dropped before their turn.
    dropped: BTreeSet<usize>,
    any_unused: bool,
    value: T,
}

/// The right to one turn. Who drops it, used or not, lets the others pass.
#[derive(Debug)]
pub(super) struct Ticket<T> {
    turns: Arc<Turns<T>>,
    number: usize,
    used: bool,
}

impl<T> Turns<T> {
    pub(super) fn new(value: T) -> Self {
        let state = State { next: 0, dropped: BTreeSet::new(), any_unused: false, value };
        Self { state: Mutex::new(state), passed: Condvar::new() }
    }

    /// Looks at the value whoever's turn it is.
    pub(super) fn look<R>(&self, look: impl FnOnce(&mut T) -> R) -> R {
        look(&mut self.lock().value)
    }

    /// Whether a ticket was dropped without having been used.
    pub(super) fn any_unused(&self) -> bool {
        self.lock().any_unused
    }

    /// A panic elsewhere leaves the value as whole as it was: every turn is taken under the lock.
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Ticket<T> {
    /// Numbers count from 0, and none is given twice.
    pub(super) fn new(turns: &Arc<Turns<T>>, number: usize) -> Self {
        Self { turns: turns.clone(), number, used: false }
    }

    /// Waits until all with smaller numbers have had their turn, and takes this one.
    pub(super) fn take<R>(mut self, turn: impl FnOnce(&mut T) -> R) -> R {
        let mut state = self.turns.lock();
        while state.next < self.number {
            state = self.turns.passed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let result = turn(&mut state.value);
        drop(state);
        self.used = true;
        result
    }
}

impl<T> Drop for Ticket<T> {
    fn drop(&mut self) {
        let mut state = self.turns.lock();
        state.any_unused |= !self.used;
        state.dropped.insert(self.number);
        while state.dropped.first().is_some_and(|&number| number == state.next) {
            state.dropped.pop_first();
            state.next += 1;
        }
        drop(state);
        self.turns.passed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_come_in_order_and_what_is_dropped_is_passed_over() {
        let turns = Arc::new(Turns::new(Vec::new()));
        let mut tickets: Vec<Option<Ticket<Vec<usize>>>> =
            (0..5).map(|number| Some(Ticket::new(&turns, number))).collect();
        drop(tickets[3].take());
        drop(tickets[0].take());
        std::thread::scope(|scope| {
            for (number, ticket) in tickets.into_iter().enumerate().rev() {
                scope.spawn(move || ticket.map(|ticket| ticket.take(|order| order.push(number))));
            }
        });
        assert_eq!(turns.look(|order| order.clone()), [1, 2, 4]);
        assert!(turns.any_unused());
    }
}
