"""What the local AWS's process and the one that starts it agree on."""

SAVE_PATH = "/_plano/save"
"""Where a POST has it save its data: 200, or 409 while a deployment goes on, or 507 with what is in the way."""
PID_FILE = "PLANO_LOCAL_AWS_PID_FILE"
"""The variable that names the file that it holds."""
MARK = "saved.json"
"""The file that says when its data was saved, and whether that was at its end."""
