"""Maps: the drawn base, markers, frames, coordinates for other apps."""
