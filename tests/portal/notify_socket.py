"""The other end of systemd's notification socket."""


def states_sent_to(listening) -> list[str]:
    """What has arrived until now, oldest first."""
    listening.settimeout(0)
    states = []
    while True:
        try:
            states.append(listening.recv(4096).decode())
        except BlockingIOError:
            return states
