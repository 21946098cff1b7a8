using static Align.Torch.torch;

namespace Align.Torch.Modules;

public partial class SGD
{
    /// <summary>What SGD remembers of a parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>Creates the state of a parameter.</summary>
        /// <param name="parameter">The parameter.</param>
        public State(Parameter parameter) : base(parameter)
        {
        }

        /// <summary>The running gradient b; null before the first step and without momentum.</summary>
        public Tensor? momentum_buffer { get; set; }

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options) => Dispose();

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            if (source is not State state)
                throw new ArgumentException($"SGD cannot take over a {source?.GetType().DeclaringType?.Name} state.", nameof(source));
            Dispose();
            momentum_buffer = state.momentum_buffer?.to(Parameter.dtype, Parameter.device, copy: true).DetachFromDisposeScope();
        }

        /// <inheritdoc/>
        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && (momentum_buffer, state.momentum_buffer) switch
            {
                (null, null) => true,
                ({ } own, { } others) => own.allclose(others),
                _ => false,
            };

        /// <inheritdoc/>
        public override void to(Device device) =>
            momentum_buffer = momentum_buffer is { } buffer ? Moved(buffer, device) : null;

        /// <summary>Releases the running gradient.</summary>
        public void Dispose()
        {
            momentum_buffer?.Dispose();
            momentum_buffer = null;
        }
    }
}
