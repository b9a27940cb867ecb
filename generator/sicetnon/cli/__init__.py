"""The command line and the preview. Only here is anything printed."""
