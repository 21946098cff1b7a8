using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Fills with uniform numbers from [from, to); returns this tensor.</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null) => Dispatch.CallInPlace("uniform_", this, from, to, generator);

        /// <summary>Fills with normal numbers; returns this tensor.</summary>
        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) =>
            Dispatch.CallInPlace("normal_", this, mean, std, generator);

        /// <summary>Fills with exponential numbers of a rate; returns this tensor.</summary>
        public Tensor exponential_(double lambda = 1.0, Generator? generator = null) => Dispatch.CallInPlace("exponential_", this, lambda, generator);

        /// <summary>Fills with integers from [from, to); returns this tensor.</summary>
        public Tensor random_(double from, double to, Generator? generator = null) =>
            Dispatch.CallInPlace("random_.from", this, (long)from, (long)to, generator);

        /// <summary>Fills with ones with probability p, zeros otherwise; returns this tensor.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Dispatch.CallInPlace("bernoulli_.float", this, p, generator);

        /// <summary>Ones with the probability that each element names, zeros otherwise.</summary>
        public Tensor bernoulli(Generator? generator = null) => Dispatch.Call("bernoulli", this, generator);

        /// <summary>Draws column indices (Int64) of each row with probability proportional to its elements.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Dispatch.Call("multinomial", this, num_samples, replacement, generator);
    }
}
