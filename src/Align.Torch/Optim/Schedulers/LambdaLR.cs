namespace Align.Torch;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The schedules themselves; the methods of <see cref="lr_scheduler"/> make them.</summary>
            public static partial class impl
            {
                /// <summary>The initial rate times a function of the epoch.</summary>
                public class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double>[] _lambdas;

                    /// <summary>Creates the schedule, with one function for all groups.</summary>
                    /// <param name="optimizer">Whose rates to set.</param>
                    /// <param name="lr_lambda">From the epoch, counted from 0, to the factor.</param>
                    /// <param name="last_epoch">The epoch before the first one; -1 to start.</param>
                    /// <param name="verbose">Writes each change to the trace listeners.</param>
                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentNullException.ThrowIfNull(lr_lambda);
                        _lambdas = [.. InitialRates.Select(_ => lr_lambda)];
                        step();
                    }

                    /// <summary>Creates the schedule, with a function a group.</summary>
                    /// <param name="optimizer">Whose rates to set.</param>
                    /// <param name="lr_lambdas">One a group, from the epoch, counted from 0, to the factor.</param>
                    /// <param name="last_epoch">The epoch before the first one; -1 to start.</param>
                    /// <param name="verbose">Writes each change to the trace listeners.</param>
                    /// <exception cref="ArgumentException">There are not as many functions as groups.</exception>
                    public LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _lambdas = [.. lr_lambdas];
                        if (_lambdas.Length != InitialRates.Count)
                            throw new ArgumentException($"The optimizer has {InitialRates.Count} groups but {_lambdas.Length} functions were given.", nameof(lr_lambdas));
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr() =>
                        InitialRates.Zip(_lambdas, (rate, factorOf) => rate * factorOf(LastEpoch));
                }
            }
        }
    }
}
