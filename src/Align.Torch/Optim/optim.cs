using Align.Torch.Modules;

namespace Align.Torch;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Adam with decoupled weight decay (arXiv:1711.05101).</summary>
        /// <param name="parameters">The parameters; their order is that of the state.</param>
        /// <param name="lr">Learning rate, at least 0.</param>
        /// <param name="beta1">Share of the average gradient that a step keeps, in [0, 1).</param>
        /// <param name="beta2">Share of the average squared gradient that a step keeps, in [0, 1).</param>
        /// <param name="eps">Added to the denominator, at least 0.</param>
        /// <param name="weight_decay">Decoupled weight decay, at least 0. The default is 0 here and 0.01 in PyTorch.</param>
        /// <param name="amsgrad">Uses the largest average squared gradient so far.</param>
        /// <param name="maximize">Ascends.</param>
        public static AdamW AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
            double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Adam with decoupled weight decay (arXiv:1711.05101).</summary>
        /// <param name="parameters">The parameters with their names; their order is that of the state.</param>
        /// <param name="lr">Learning rate, at least 0.</param>
        /// <param name="beta1">Share of the average gradient that a step keeps, in [0, 1).</param>
        /// <param name="beta2">Share of the average squared gradient that a step keeps, in [0, 1).</param>
        /// <param name="eps">Added to the denominator, at least 0.</param>
        /// <param name="weight_decay">Decoupled weight decay, at least 0. The default is 0 here and 0.01 in PyTorch.</param>
        /// <param name="amsgrad">Uses the largest average squared gradient so far.</param>
        /// <param name="maximize">Ascends.</param>
        public static AdamW AdamW(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
            double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            new(parameters.Select(named => named.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Adam with decoupled weight decay (arXiv:1711.05101).</summary>
        /// <param name="parameters">The groups; options that one leaves open take the values given here.</param>
        /// <param name="lr">Learning rate, at least 0.</param>
        /// <param name="beta1">Share of the average gradient that a step keeps, in [0, 1).</param>
        /// <param name="beta2">Share of the average squared gradient that a step keeps, in [0, 1).</param>
        /// <param name="eps">Added to the denominator, at least 0.</param>
        /// <param name="weight_decay">Decoupled weight decay, at least 0. The default is 0 here and 0.01 in PyTorch.</param>
        /// <param name="amsgrad">Uses the largest average squared gradient so far.</param>
        /// <param name="maximize">Ascends.</param>
        public static AdamW AdamW(IEnumerable<AdamW.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
            double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Stochastic gradient descent, optionally with momentum.</summary>
        /// <param name="parameters">The parameters; their order is that of the state.</param>
        /// <param name="learningRate">Learning rate, at least 0.</param>
        /// <param name="momentum">Share of the running gradient that a step keeps, at least 0.</param>
        /// <param name="dampening">One minus the weight of a new gradient in the running one.</param>
        /// <param name="weight_decay">L2 penalty, at least 0.</param>
        /// <param name="nesterov">Uses Nesterov's momentum.</param>
        /// <param name="maximize">Ascends.</param>
        public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0,
            double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
            new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

        /// <summary>Stochastic gradient descent, optionally with momentum.</summary>
        /// <param name="parameters">The parameters with their names; their order is that of the state.</param>
        /// <param name="learningRate">Learning rate, at least 0.</param>
        /// <param name="momentum">Share of the running gradient that a step keeps, at least 0.</param>
        /// <param name="dampening">One minus the weight of a new gradient in the running one.</param>
        /// <param name="weight_decay">L2 penalty, at least 0.</param>
        /// <param name="nesterov">Uses Nesterov's momentum.</param>
        /// <param name="maximize">Ascends.</param>
        public static SGD SGD(IEnumerable<(string name, Parameter parameter)> parameters, double learningRate, double momentum = 0, double dampening = 0,
            double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
            new(parameters.Select(named => named.parameter), learningRate, momentum, dampening, weight_decay, nesterov, maximize);

        /// <summary>Stochastic gradient descent, optionally with momentum.</summary>
        /// <param name="parameters">The groups; options that one leaves open take the values given here.</param>
        /// <param name="learningRate">Learning rate, at least 0.</param>
        /// <param name="momentum">Share of the running gradient that a step keeps, at least 0.</param>
        /// <param name="dampening">One minus the weight of a new gradient in the running one.</param>
        /// <param name="weight_decay">L2 penalty, at least 0.</param>
        /// <param name="nesterov">Uses Nesterov's momentum.</param>
        /// <param name="maximize">Ascends.</param>
        public static SGD SGD(IEnumerable<SGD.ParamGroup> parameters, double learningRate, double momentum = 0, double dampening = 0,
            double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
            new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
    }
}
