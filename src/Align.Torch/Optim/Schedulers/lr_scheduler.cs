namespace Align.Torch;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The initial rate times a function of the epoch.</summary>
            /// <param name="optimizer">Whose rates to set.</param>
            /// <param name="lr_lambda">From the epoch, counted from 0, to the factor.</param>
            /// <param name="last_epoch">The epoch before the first one; -1 to start.</param>
            /// <param name="verbose">Writes each change to the trace listeners.</param>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new impl.LambdaLR(optimizer, lr_lambda, last_epoch, verbose);

            /// <summary>A fraction of the rate for some epochs, then all of it.</summary>
            /// <param name="optimizer">Whose rates to set.</param>
            /// <param name="factor">The fraction.</param>
            /// <param name="total_iters">Number of epochs at that fraction.</param>
            /// <param name="last_epoch">The epoch before the first one; -1 to start.</param>
            /// <param name="verbose">Writes each change to the trace listeners.</param>
            public static LRScheduler ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1,
                bool verbose = false) =>
                new impl.ConstantLR(optimizer, factor, total_iters, last_epoch, verbose);

            /// <summary>A fraction of the rate that changes by equal steps from one value to another and then stays.</summary>
            /// <param name="optimizer">Whose rates to set.</param>
            /// <param name="start_factor">The fraction in epoch 0; not 0.</param>
            /// <param name="end_factor">The fraction from epoch <paramref name="total_iters"/> on.</param>
            /// <param name="total_iters">Number of steps from one to the other.</param>
            /// <param name="last_epoch">The epoch before the first one; -1 to start.</param>
            /// <param name="verbose">Writes each change to the trace listeners.</param>
            public static LRScheduler LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0,
                int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new impl.LinearLR(optimizer, start_factor, end_factor, total_iters, last_epoch, verbose);

            /// <summary>Half a cosine from the rate down to another, and back up if it goes on (arXiv:1608.03983, without restarts).</summary>
            /// <param name="optimizer">Whose rates to set.</param>
            /// <param name="T_max">Number of epochs on the way down.</param>
            /// <param name="eta_min">The rate at the bottom.</param>
            /// <param name="last_epoch">The epoch before the first one; -1 to start.</param>
            /// <param name="verbose">Writes each change to the trace listeners.</param>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1,
                bool verbose = false) =>
                new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

            /// <summary>Schedules one after another.</summary>
            /// <param name="optimizer">Whose rates to set.</param>
            /// <param name="schedulers">The schedules, all of this optimizer and none stepped yet.</param>
            /// <param name="milestones">The epochs in which the second, the third, … begin.</param>
            /// <param name="last_epoch">The epoch before the first one; -1 to start.</param>
            /// <exception cref="ArgumentException">A schedule is of another optimizer, or there is not one milestone fewer than schedules.</exception>
            public static LRScheduler SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones,
                int last_epoch = -1) =>
                new impl.SequentialLR(optimizer, schedulers, milestones, last_epoch);
        }
    }
}
