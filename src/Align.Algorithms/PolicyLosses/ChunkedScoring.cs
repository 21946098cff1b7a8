namespace Align.Algorithms.PolicyLosses;

/// <summary>Token scores in chunks of positions, with a backward of its own that computes each chunk's logits once more.</summary>
/// <remarks>
/// With p = softmax(z), z = logits/temperature and y the token: ∂log π/∂z = e_y − p, ∂H/∂z = −p·(log p + H), ∂KL(π_ref ‖ π)/∂z = p − p_ref.
/// The gradient of the head's weight is summed over the chunks in float32 or wider.
/// </remarks>
internal static class ChunkedScoring
{
    /// <summary>The scores; shapes have been checked.</summary>
    public static TokenScores Compute(HeadInput policy, Tensor ids, ScoringOptions options, HeadInput? reference)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (ids.shape[0], ids.shape[1]);
        Tensor Flat(Tensor hidden) => hidden.reshape(rows * columns, hidden.shape[2]);
        var nothing = torch.empty([0, 0], dtype: policy.Hidden.dtype, device: policy.Hidden.device);
        var plan = new Plan(options, policy.Weight.requires_grad, reference is not null);
        var scores = Function.apply(
            Flat(policy.Hidden),
            policy.Weight,
            ids.reshape(rows * columns),
            reference is null ? nothing : Flat(reference.Hidden).detach(),
            reference is null ? nothing : reference.Weight.detach(),
            plan);
        Tensor Row(int index) => scores[index].view(rows, columns);
        var entropy = options.WithEntropy ? Row(1) : null;
        return new TokenScores(
            Row(0).MoveToOuterDisposeScope(),
            (options.EntropyGradient ? entropy : entropy?.detach())?.MoveToOuterDisposeScope(),
            reference is null ? null : Row(plan.Rows - 1).MoveToOuterDisposeScope());
    }

    private sealed record Plan(ScoringOptions Options, bool WeightGradient, bool HasReference)
    {
        public int Rows => 1 + (Options.WithEntropy ? 1 : 0) + (HasReference ? 1 : 0);

        public IEnumerable<(long Start, long Count)> Chunks(long total)
        {
            for (var start = 0L; start < total; start += Options.ChunkTokens)
            {
                yield return (start, Math.Min(Options.ChunkTokens, total - start));
            }
        }

        // log p of a chunk of positions, in float32 or float64.
        public Tensor LogProbs(Tensor hidden, Tensor weight) =>
            Temperature.Divide(torch.nn.functional.linear(hidden, weight), Options.Temperature).log_softmax(-1);
    }

    private sealed class Function : torch.autograd.SingleTensorFunction<Function>
    {
        private const string PlanKey = "plan";

        public override string Name => nameof(ChunkedScoring);

        public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
        {
            var (hidden, weight, ids, referenceHidden, referenceWeight) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Tensor)vars[3], (Tensor)vars[4]);
            var plan = (Plan)vars[5];
            ctx.save_for_backward([hidden, weight, ids, referenceHidden, referenceWeight]);
            ctx.save_data(PlanKey, plan);
            using var scope = torch.NewDisposeScope();
            var scores = torch.empty([plan.Rows, hidden.shape[0]], dtype: Wide(hidden), device: hidden.device);
            foreach (var (start, count) in plan.Chunks(hidden.shape[0]))
            {
                using var part = torch.NewDisposeScope();
                var all = plan.LogProbs(hidden.narrow(0, start, count), weight);
                void Put(int row, Tensor values) => scores[row].narrow(0, start, count).copy_(values);
                Put(0, all.gather(-1, ids.narrow(0, start, count).unsqueeze(-1)).squeeze(-1));
                if (plan.Options.WithEntropy)
                {
                    Put(1, Entropy.OfLogProbs(all));
                }
                if (plan.HasReference)
                {
                    Put(plan.Rows - 1, Divergence(plan.LogProbs(referenceHidden.narrow(0, start, count), referenceWeight), all));
                }
            }
            return scores.MoveToOuterDisposeScope();
        }

        public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output)
        {
            using var scope = torch.NewDisposeScope();
            var saved = ctx.get_saved_variables();
            var plan = (Plan)ctx.get_data(PlanKey);
            var (hidden, weight) = (saved[0], saved[1]);
            var hiddenGradient = torch.empty_like(hidden);
            var weightGradient = plan.WeightGradient ? torch.zeros(weight.shape, dtype: grad_output.dtype, device: weight.device) : null;
            foreach (var (start, count) in plan.Chunks(hidden.shape[0]))
            {
                using var part = torch.NewDisposeScope();
                var cut = saved.Select((tensor, i) => i is 0 or 2 || (i == 3 && plan.HasReference) ? tensor.narrow(0, start, count) : tensor).ToArray();
                var gradient = LogitGradient(plan, cut, grad_output.narrow(1, start, count));
                hiddenGradient.narrow(0, start, count).copy_(gradient.to(weight.dtype).matmul(weight));
                weightGradient?.addmm_(gradient.t(), cut[0].to(grad_output.dtype));
            }
            var ofWeight = weightGradient?.to(weight.dtype);
            return [hiddenGradient.MoveToOuterDisposeScope(), ofWeight?.MoveToOuterDisposeScope()!, null!, null!, null!, null!];
        }

        // d scores / d logits of a chunk, weighted by what comes from above.
        private static Tensor LogitGradient(Plan plan, Tensor[] cut, Tensor upstream)
        {
            var all = plan.LogProbs(cut[0], cut[1]);
            var probability = all.exp();
            var ofLogProb = upstream[0].unsqueeze(-1);
            var gradient = -probability * ofLogProb;
            gradient.scatter_add_(1, cut[2].unsqueeze(-1), ofLogProb);
            if (plan.Options is { WithEntropy: true, EntropyGradient: true })
            {
                var finite = all.masked_fill(all.eq(double.NegativeInfinity), 0);
                var entropy = -(finite * probability).sum(-1, keepdim: true);
                gradient.sub_(probability * (finite + entropy) * upstream[1].unsqueeze(-1));
            }
            if (plan.HasReference)
            {
                var reference = plan.LogProbs(cut[3], cut[4]).exp();
                gradient.add_((probability - reference) * upstream[plan.Rows - 1].unsqueeze(-1));
            }
            return plan.Options.Temperature == 1 ? gradient : gradient / plan.Options.Temperature;
        }

        private static Tensor Divergence(Tensor referenceLog, Tensor policyLog)
        {
            var probability = referenceLog.exp();
            return torch.where(probability.gt(0), probability * (referenceLog - policyLog), torch.zeros_like(probability)).sum(-1);
        }

        private static ScalarType Wide(Tensor hidden) => hidden.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
    }
}
