"""One model on any history: every figure with its interval, what it rests on and its sentence."""
