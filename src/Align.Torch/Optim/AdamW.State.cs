using static Align.Torch.torch;

namespace Align.Torch.Modules;

public partial class AdamW
{
    /// <summary>What AdamW remembers of a parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>Creates the state of a parameter; <see cref="Initialize"/> gives it its first values.</summary>
        /// <param name="parameter">The parameter.</param>
        public State(Parameter parameter) : base(parameter)
        {
        }

        /// <summary>Number of updates so far, t.</summary>
        public long step { get; set; }

        /// <summary>Running average m of the gradient; shape, dtype and device of the parameter.</summary>
        public Tensor exp_avg { get; set; } = null!;

        /// <summary>Running average v of the squared gradient; shape, dtype and device of the parameter.</summary>
        public Tensor exp_avg_sq { get; set; } = null!;

        /// <summary>The largest v so far; null without amsgrad.</summary>
        public Tensor? max_exp_avg_sq { get; set; }

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            Dispose();
            step = 0;
            exp_avg = Zeros();
            exp_avg_sq = Zeros();
            max_exp_avg_sq = ((Options)options).amsgrad == true ? Zeros() : null;
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            if (source is not State state)
                throw new ArgumentException($"AdamW cannot take over a {source?.GetType().DeclaringType?.Name} state.", nameof(source));
            using var noGrad = no_grad();
            using var scope = NewDisposeScope();
            step = state.step;
            exp_avg.copy_(state.exp_avg);
            exp_avg_sq.copy_(state.exp_avg_sq);
            if (state.max_exp_avg_sq is { } largest)
                (max_exp_avg_sq ??= Zeros()).copy_(largest);
            else
                ReleaseLargest();
        }

        /// <inheritdoc/>
        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state
            && step == state.step
            && exp_avg.allclose(state.exp_avg)
            && exp_avg_sq.allclose(state.exp_avg_sq)
            && (max_exp_avg_sq, state.max_exp_avg_sq) switch
            {
                (null, null) => true,
                ({ } own, { } others) => own.allclose(others),
                _ => false,
            };

        /// <inheritdoc/>
        public override void to(Device device)
        {
            exp_avg = Moved(exp_avg, device);
            exp_avg_sq = Moved(exp_avg_sq, device);
            max_exp_avg_sq = max_exp_avg_sq is { } largest ? Moved(largest, device) : null;
        }

        /// <summary>Releases the averages.</summary>
        public void Dispose()
        {
            exp_avg?.Dispose();
            exp_avg_sq?.Dispose();
            ReleaseLargest();
        }

        private void ReleaseLargest()
        {
            max_exp_avg_sq?.Dispose();
            max_exp_avg_sq = null;
        }

        private Tensor Zeros()
        {
            using var noGrad = no_grad();
            return zeros_like(Parameter).DetachFromDisposeScope();
        }
    }
}
