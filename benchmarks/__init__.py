"""What is fast is measured here, against peers and against the bare machine: `make bench`."""
