"""What people meet: the command and the preview. Only here is anything printed."""
