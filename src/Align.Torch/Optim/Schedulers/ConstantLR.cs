namespace Align.Torch;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>A fraction of the rate for some epochs, then all of it.</summary>
                public class ConstantLR : LRScheduler
                {
                    private readonly double _factor;
                    private readonly int _iterations;

                    /// <summary>Creates the schedule.</summary>
                    /// <param name="optimizer">Whose rates to set.</param>
                    /// <param name="factor">The fraction; not 0.</param>
                    /// <param name="total_iters">Number of epochs at that fraction.</param>
                    /// <param name="last_epoch">The epoch before the first one; -1 to start.</param>
                    /// <param name="verbose">Writes each change to the trace listeners.</param>
                    public ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_factor, _iterations) = (factor, total_iters);
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (LastEpoch == 0)
                            return Scaled(_factor);
                        return LastEpoch == _iterations ? Scaled(1.0 / _factor) : CurrentRates;
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        InitialRates.Select(rate => LastEpoch >= _iterations ? rate : rate * _factor);
                }
            }
        }
    }
}
