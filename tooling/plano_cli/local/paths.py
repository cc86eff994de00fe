"""Where things are: the project, and what a local stack keeps of itself."""

from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[3]
FUNCTIONS = PROJECT / "functions"
PROVEN = FUNCTIONS / "documentation" / "proven.json"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder in which one local stack keeps everything: `.local/` for `make run`, a temporary one for tests."""

    root: Path
    project: Path = PROJECT
    """The project that is deployed."""

    @property
    def state(self) -> Path:
        """What the local AWS keeps from one run to the next."""
        return self.root / "aws"

    @property
    def build(self) -> Path:
        """What SAM builds."""
        return self.root / "build"

    @property
    def sam(self) -> Path:
        """What `sam local` reads, and what it builds."""
        return self.root / "sam"

    @property
    def sam_config(self) -> Path:
        """The options of `sam build`, `sam local invoke` and `sam local start-api`."""
        return self.sam / "samconfig.toml"

    @property
    def sam_environment(self) -> Path:
        """Each function's environment in a container."""
        return self.sam / "environment.json"

    @property
    def sam_events(self) -> Path:
        """An event for each function, with tokens and ids that the stack knows."""
        return self.sam / "events"

    @property
    def logs(self) -> Path:
        """What each step printed."""
        return self.root / "logs"

    @property
    def accesses_file(self) -> Path:
        """What each function has asked of the tables since the stack was started."""
        return self.logs / "accesses.jsonl"

    @property
    def stack_file(self) -> Path:
        """The addresses, tokens and ids, for tests and tools."""
        return self.root / "stack.json"

    @property
    def deployed_file(self) -> Path:
        """What was deployed last."""
        return self.root / "deployed.json"

    @property
    def swapped_file(self) -> Path:
        """There while functions run code that came after the last deployment."""
        return self.root / "swapped"

    @property
    def demo_file(self) -> Path:
        """The ids of the demo records."""
        return self.root / "demo.json"

    @property
    def mailbox_file(self) -> Path:
        """The emails that the local Mandrill took."""
        return self.root / "mandrill.jsonl"

    @property
    def mandrill_port_file(self) -> Path:
        """On which port the local Mandrill was last."""
        return self.root / "mandrill.port"

    @property
    def aws_pid_file(self) -> Path:
        """Which process is the local AWS: it holds the file."""
        return self.root / "aws.pid"

    @property
    def aws_port_file(self) -> Path:
        """On which port the local AWS was last."""
        return self.root / "aws.port"

    @property
    def pid_file(self) -> Path:
        """Which process runs the stack."""
        return self.root / "run.pid"


HOME = Home(PROJECT / ".local")
"""The stack that `make run` runs."""
