"""A whole project of a made-up council: to learn on, to show, and to measure pprr against."""
