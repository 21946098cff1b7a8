namespace Align.Torch;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Half a cosine from the rate down to another, and back up if it goes on.</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _halfPeriod;
                    private readonly double _lowest;

                    /// <summary>Creates the schedule.</summary>
                    /// <param name="optimizer">Whose rates to set.</param>
                    /// <param name="T_max">Number of epochs on the way down.</param>
                    /// <param name="eta_min">The rate at the bottom.</param>
                    /// <param name="last_epoch">The epoch before the first one; -1 to start.</param>
                    /// <param name="verbose">Writes each change to the trace listeners.</param>
                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_halfPeriod, _lowest) = (T_max, eta_min);
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (LastEpoch == 0)
                            return CurrentRates;
                        if ((LastEpoch - 1 - _halfPeriod) % (2 * _halfPeriod) == 0)
                            return CurrentRates.Zip(InitialRates, (rate, initial) =>
                                rate + (initial - _lowest) * (1 - Math.Cos(Math.PI / _halfPeriod)) / 2);
                        var ratio = RaisedCosine(LastEpoch) / RaisedCosine(LastEpoch - 1);
                        return CurrentRates.Select(rate => ratio * (rate - _lowest) + _lowest);
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        InitialRates.Select(rate => _lowest + (rate - _lowest) * RaisedCosine(LastEpoch) / 2);

                    private double RaisedCosine(int epoch) => 1 + Math.Cos(Math.PI * epoch / _halfPeriod);
                }
            }
        }
    }
}
