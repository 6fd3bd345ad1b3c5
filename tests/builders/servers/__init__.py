"""Servers, as a person starts it: JupyterLab, a preview, a cluster; ended whatever happens."""
