"""The fault corpus: faults planted into copies of the made-up council, each with what is expected of its reader."""
