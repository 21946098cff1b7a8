namespace Align.Torch;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>A fraction of the rate that changes by equal steps from one value to another and then stays.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double _start;
                    private readonly double _rise;
                    private readonly int _iterations;

                    /// <summary>Creates the schedule.</summary>
                    /// <param name="optimizer">Whose rates to set.</param>
                    /// <param name="start_factor">The fraction in epoch 0; not 0.</param>
                    /// <param name="end_factor">The fraction from epoch <paramref name="total_iters"/> on.</param>
                    /// <param name="total_iters">Number of steps from one to the other.</param>
                    /// <param name="last_epoch">The epoch before the first one; -1 to start.</param>
                    /// <param name="verbose">Writes each change to the trace listeners.</param>
                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5,
                        int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_start, _rise, _iterations) = (start_factor, end_factor - start_factor, total_iters);
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (LastEpoch == 0)
                            return Scaled(_start);
                        return LastEpoch > _iterations
                            ? CurrentRates
                            : Scaled(1 + _rise / (_iterations * _start + (LastEpoch - 1) * _rise));
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        InitialRates.Select(rate => rate * (_start + _rise * Math.Min(_iterations, LastEpoch) / _iterations));
                }
            }
        }
    }
}
