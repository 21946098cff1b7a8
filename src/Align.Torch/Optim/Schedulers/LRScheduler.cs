using System.Diagnostics;
using System.Globalization;

namespace Align.Torch;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules of the learning rate. A scheduler is stepped once an epoch, after the optimizer's steps of that epoch.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimizer's groups as epochs go by; making one sets those of epoch 0.</summary>
            /// <remarks>
            /// Most schedules derive a rate from the one in force, as PyTorch does, so that several can be combined. One made with
            /// <c>last_epoch</c> goes on from there if the optimizer's rates are those of that epoch. <c>LambdaLR</c> computes each rate
            /// from the initial one, and so comes to the same bits in a run that was resumed.
            /// </remarks>
            public abstract class LRScheduler
            {
                private readonly bool _verbose;
                private protected double[] LastRates { get; set; } = [];

                /// <summary>Creates a scheduler of no optimizer, which other schedulers do the work of.</summary>
                protected LRScheduler()
                {
                }

                /// <summary>Creates a scheduler; the derived class's constructor ends with a step.</summary>
                /// <param name="optimizer">Whose rates to set.</param>
                /// <param name="last_epoch">The epoch before the first one; -1 to start.</param>
                /// <param name="verbose">Writes each change to the listeners of <see cref="Trace"/>.</param>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    (Optimizer, LastEpoch, _verbose) = (optimizer, last_epoch, verbose);
                    InitialRates = [.. optimizer.ParamGroups.Select(group => group.InitialLearningRate)];
                    LastRates = CurrentRates;
                }

                internal Optimizer? Optimizer { get; }

                internal int LastEpoch { get; set; }

                private protected IReadOnlyList<double> InitialRates { get; } = [];

                private protected double[] CurrentRates => [.. Optimizer!.ParamGroups.Select(group => group.LearningRate)];

                /// <summary>Goes to the next epoch.</summary>
                public virtual void step() => step(null);

                /// <summary>Goes to an epoch.</summary>
                /// <param name="epoch">Which one; the next if null.</param>
                public virtual void step(int? epoch)
                {
                    LastEpoch = epoch ?? LastEpoch + 1;
                    double[] rates = [.. epoch is null ? get_lr() : get_closed_form_lr()];
                    foreach (var (group, rate) in Optimizer!.ParamGroups.Zip(rates))
                        group.LearningRate = rate;
                    if (_verbose && !rates.SequenceEqual(LastRates))
                        Trace.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Learning rates of epoch {LastEpoch}: {string.Join(", ", rates)}"));
                    LastRates = rates;
                }

                /// <summary>Goes to an epoch; schedules that follow a metric use it, all others ignore it.</summary>
                /// <param name="current">The metric.</param>
                /// <param name="epoch">Which epoch; the next if null.</param>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rates set last, one a group.</summary>
                public IEnumerable<double> get_last_lr() => LastRates;

                /// <summary>The rates of the epoch that has just begun, derived from those in force. Called once a step.</summary>
                protected virtual IEnumerable<double> get_lr() => CurrentRates;

                /// <summary>The rates of the epoch that has just begun, derived from the initial ones.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                /// <summary>The rates in force, each times a factor.</summary>
                private protected IEnumerable<double> Scaled(double factor) => CurrentRates.Select(rate => rate * factor);
            }
        }
    }
}
