"""datatrove's local executor, with a process of its own for each task."""

import json
from collections import deque
from multiprocessing.connection import wait
from typing import Any

import multiprocess
from datatrove.executor.local import LocalPipelineExecutor
from datatrove.utils.logging import logger
from datatrove.utils.stats import PipelineStats

from newscrawler.datatrove.article_extractor import ArticleExtractor


class IncompleteTasksError(RuntimeError):
    """Tasks have failed or were killed: running again does what is left."""


class LocalExecutor(LocalPipelineExecutor):  # type: ignore[misc]  # it has no types
    """Runs the tasks of a pipeline on this machine, `workers` at a time.

    It takes the arguments of datatrove's LocalPipelineExecutor, which waits for ever for the task
    of a worker that was killed (as the kernel does when memory runs out).
    """

    def run(self) -> PipelineStats:
        """Run the tasks that are not complete yet, and return the statistics of all.

        Raises IncompleteTasksError when some of them have failed; the others are complete then.
        """
        if self.depends:
            self.depends.run()
        ranks = range(self.local_rank_offset, self.local_rank_offset + self.local_tasks)
        self.save_executor_as_json()
        self._run_each(deque(self.get_incomplete_ranks(ranks)))
        self._launched = True
        if failed := self.get_incomplete_ranks(ranks, skip_completed=True):
            names = ", ".join(map(str, failed))
            raise IncompleteTasksError(f"not complete: tasks {names}; run again to do them")
        stats = sum(map(self._stats_of, ranks), start=PipelineStats())
        with self.logging_dir.open("stats.json", "wt") as file:
            stats.save_to_disk(file)
        logger.success(stats.get_repr(f"All {len(ranks)} tasks"))
        return stats

    def _run_each(self, ranks: deque[int]) -> None:
        context = multiprocess.get_context(self.start_method)
        context.set_forkserver_preload([ArticleExtractor.__module__])  # imported once for all
        running: dict[int, Any] = {}
        while ranks or running:
            while ranks and len(running) < self.workers:
                # Only the tasks that are called local rank 0 say on the terminal what they do.
                words = (rank := ranks.popleft(), 0 if self.workers == 1 else rank)
                process = context.Process(target=self._run_for_rank, args=words, daemon=True)
                process.start()
                running[process.sentinel] = process
            for sentinel in wait(list(running)):
                assert isinstance(sentinel, int)
                running.pop(sentinel).join()

    def _stats_of(self, rank: int) -> PipelineStats:
        with self.logging_dir.open(f"stats/{rank:05d}.json", "rt") as file:
            return PipelineStats.from_json(json.load(file))
