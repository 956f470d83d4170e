"""Training, evaluation and export of the networks that Overread ships."""
