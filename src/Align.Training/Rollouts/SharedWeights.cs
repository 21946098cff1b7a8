using Align.Kernels.Decoding;
using Align.Models.Generation;
using Align.Models.Transformers;

namespace Align.Training.Rollouts;

/// <summary>The policy's parameters: one set of tensors, read by rollout workers and written by the learner, never both at once.</summary>
/// <remarks>A lease is taken and returned on one thread. The version counts the optimizer steps that the weights have seen; every completion carries the one that sampled it.</remarks>
public sealed class SharedWeights : IDisposable
{
    private readonly ReaderWriterLockSlim _access = new(LockRecursionPolicy.NoRecursion);
    private readonly DecoderTransformer _policy;
    private readonly Lock _packing = new();
    private PackedWeights? _packed;
    private long _version;

    /// <summary>Shares <paramref name="policy"/>, which this object owns from now on.</summary>
    public SharedWeights(DecoderTransformer policy, long version)
    {
        _policy = policy;
        _version = version;
    }

    /// <summary>The version of the weights; 0 for those that the run started with.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>How often the decode engine's copy was made.</summary>
    internal int Packs { get; private set; }

    /// <summary>Waits for writers, then lets the caller read until the lease is disposed.</summary>
    public ReadLease Read()
    {
        _access.EnterReadLock();
        return new ReadLease(this);
    }

    /// <summary>Waits for readers and writers, then lets the caller write until the lease is disposed. Frees the decode engine's copy, which holds the weights as they were.</summary>
    public WriteLease Write()
    {
        _access.EnterWriteLock();
        Unpack();
        return new WriteLease(this);
    }

    /// <summary>Frees the parameters.</summary>
    public void Dispose()
    {
        Unpack();
        _policy.Dispose();
        _access.Dispose();
    }

    private PackedWeights Pack()
    {
        lock (_packing)
        {
            if (_packed is null)
            {
                _packed = DecodeEngine.Pack(_policy);
                Packs++;
            }
            return _packed;
        }
    }

    // Nobody reads: the caller has the weights to itself.
    private void Unpack()
    {
        _packed?.Dispose();
        _packed = null;
    }

    /// <summary>The right to read the weights.</summary>
    public readonly struct ReadLease : IDisposable
    {
        private readonly SharedWeights _weights;

        internal ReadLease(SharedWeights weights) => _weights = weights;

        /// <summary>The policy; not to be changed under this lease.</summary>
        public DecoderTransformer Policy => _weights._policy;

        /// <summary>The version of what is read.</summary>
        public long Version => _weights.Version;

        /// <summary>The decode engine's copy of this version, made at its first use and shared by all readers; not to be used after the lease.</summary>
        /// <remarks>Only for a policy to which <see cref="DecodeEngine.Obstacle(DecoderTransformer)"/> has nothing to say.</remarks>
        public PackedWeights Packed => _weights.Pack();

        /// <summary>Ends the lease.</summary>
        public void Dispose() => _weights._access.ExitReadLock();
    }

    /// <summary>The right to write the weights.</summary>
    public readonly struct WriteLease : IDisposable
    {
        private readonly SharedWeights _weights;

        internal WriteLease(SharedWeights weights) => _weights = weights;

        /// <summary>The policy.</summary>
        public DecoderTransformer Policy => _weights._policy;

        /// <summary>Says that the weights changed; the next reader sees a new version.</summary>
        public void Changed() => Interlocked.Increment(ref _weights._version);

        /// <summary>Says that the weights were replaced by those of a version.</summary>
        public void Replaced(long version) => Interlocked.Exchange(ref _weights._version, version);

        /// <summary>Ends the lease.</summary>
        public void Dispose() => _weights._access.ExitWriteLock();
    }
}
