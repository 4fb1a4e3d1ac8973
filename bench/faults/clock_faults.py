"""The clock of web and worker is wrong; the database's is right, as on a machine of its own."""

from bench.faults.fault import Fault

HOUR = 3600
FOUR_YEARS = 4 * 365 * 24 * HOUR


class ClockFault(Fault):
    seconds_off = 0

    def missing(self, stack):
        if not stack.clock.library:
            return "no libfaketime here (apt install libfaketime)"
        return (
            "" if stack.clock.can_be_slept_under() else "Python cannot sleep under this libfaketime"
        )

    def prepare(self, stack):
        stack.restart("web", "worker", **stack.clock.environment())

    def strike(self, stack):
        """The worker is started anew under the wrong clock: all that is due hourly is due."""
        stack.clock.set(self.seconds_off)
        stack.kill("worker")
        stack.start("worker", **stack.clock.environment())

    def heal(self, stack):
        stack.clock.set(0)

    def look_back(self, stack):
        whole = stack.count_ripe()
        self.find(
            f"closed enquiries of a month ago: {len(stack.ripe)}, erased {len(stack.ripe) - whole}",
            is_as_wanted=whole == len(stack.ripe),
        )

    def tidy(self, stack):
        stack.restart("web", "worker")


class ClockFourYearsAhead(ClockFault):
    seconds_off = FOUR_YEARS


class ClockOneHourBack(ClockFault):
    seconds_off = -HOUR


class ClockStepsMeanwhile(ClockFault):
    """Under running processes: a day ahead, an hour back, right again."""

    def strike(self, stack):
        stack.clock.set(24 * HOUR)

    def last(self, stack, seconds):
        super().last(stack, seconds / 2)
        stack.clock.set(-HOUR)
        super().last(stack, seconds / 2)


CLOCK_FAULTS = (ClockFourYearsAhead, ClockOneHourBack, ClockStepsMeanwhile)
