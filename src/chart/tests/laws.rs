//! What holds for every figure, whatever it is given.
