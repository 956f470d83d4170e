"""The training loop: AdamW, one cycle, averaged weights, a checkpoint after every epoch."""
import copy
import json
import time

import numpy as np
import torch
from torch.nn import functional

from .augment import AUGMENTATIONS
from .batch import normalise, to_size
from .evaluate import roc_auc
from .sampling import draw, weights

#: Films that a starting network may set its statistics from.
STARTING_FILMS = 256


def one_cycle(step, total, peak, warm=0.2):
    """Learning rate: a linear rise over the first fifth, then a cosine down to a thousandth."""
    if step < warm * total:
        return peak * (0.04 + 0.96 * step / (warm * total))
    done = (step - warm * total) / ((1 - warm) * total)
    return peak * (0.001 + 0.999 * 0.5 * (1 + np.cos(np.pi * done)))


def follow(average, network, keep):
    """Exponential moving average of weights; BatchNorm statistics are averaged alike."""
    with torch.no_grad():
        own = network.state_dict()
        for name, value in average.state_dict().items():
            if value.dtype.is_floating_point:
                value.lerp_(own[name], 1 - keep)
            else:
                value.copy_(own[name])


def as_input(pixels, spec, device="cpu"):
    """uint8 films (N x H x W) as the network sees them, N x 1 x height x width."""
    grey = torch.from_numpy(pixels).to(device).unsqueeze(1).float() / 255
    return normalise(to_size(grey, spec), spec)


def half_precision(recipe):
    """The context for a forward pass: bfloat16 for convolutions and matrix products where the recipe says so."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=recipe.bfloat16)


def answers(network, pixels, spec, device, batch=32):
    """Logits (N x 2, NumPy) for uint8 films."""
    network.eval()
    out = []
    with torch.no_grad():
        for at in range(0, len(pixels), batch):
            films = as_input(pixels[at : at + batch], spec, device).to(memory_format=torch.channels_last)
            out.append(network(films).cpu().numpy())
    return np.concatenate(out)


def optimiser(network, recipe):
    """AdamW; no decay on BatchNorm and biases."""
    plain = [p for p in network.parameters() if p.ndim < 2]
    decayed = [p for p in network.parameters() if p.ndim >= 2]
    groups = [{"params": decayed, "weight_decay": recipe.decay},
              {"params": plain, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=recipe.rate)


def run_epoch(number, network, average, optimiser_, pixels, labels, chance, recipe, spec, device):
    """One pass; returns the mean loss. Every random draw depends on the seed and the epoch alone."""
    seed = 1000 * recipe.seed + number
    rng, generator = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    order, share = draw(chance, rng), recipe.batch // recipe.views
    steps = len(order) // recipe.batch
    network.train()
    change = AUGMENTATIONS[recipe.augmentation]
    losses, size = [], recipe.sizes[number]
    for step in range(steps):
        index = np.tile(order[step * share : (step + 1) * share], recipe.views)
        grey = change(pixels[index], generator, rng, device, size, labels[index] if recipe.crops else None)
        films = normalise(grey, spec, every=2).to(memory_format=torch.channels_last)
        target = torch.from_numpy(labels[index]).to(device)
        rate = one_cycle(number * steps + step, recipe.epochs * steps, recipe.rate)
        for group in optimiser_.param_groups:
            group["lr"] = rate
        with half_precision(recipe):
            logits = network(films)
        logits = logits.float()
        loss = functional.cross_entropy(logits, target, label_smoothing=recipe.smoothing)
        if recipe.views > 1:
            views = torch.sigmoid(logits[:, 1] - logits[:, 0]).view(recipe.views, share)
            loss = loss + recipe.agreement * views.var(0, unbiased=False).mean()
        optimiser_.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser_.step()
        past = number * steps + step + 1
        follow(average, network, min(recipe.average, past / (past + 9)))
        losses.append(float(loss.detach()))
        if step % 50 == 0:
            recent = np.mean(losses[-50:])
            print(f"  epoch {number + 1} step {step}/{steps} loss {recent:.4f}", flush=True)
    return float(np.mean(losses))


def held_out(average, pixels, labels, split, spec, device):
    """AUC on validation and matched validation, and accuracy on the latter, never on test."""
    matched = np.isin(split.validation, split.matched)
    logits = answers(average, pixels[split.validation], spec, device)
    margin, held = logits[:, 1] - logits[:, 0], labels[split.validation]
    return {
        "validation_auc": round(roc_auc(held, margin), 5),
        "matched_auc": round(roc_auc(held[matched], margin[matched]), 5),
        "matched_accuracy": round(float(((margin > 0) == held)[matched].mean()), 4),
    }


def train(definition, weights_folder, pixels, labels, split, folder, device, watched=True):
    """Train, or go on from the last checkpoint in `folder`; returns the averaged network.

    Writes `last.pt` (everything needed to go on), `epoch-NN.pt` (averaged weights) and
    `history.json` (losses, and where the run is `watched` what held_out says after every epoch).
    """
    recipe, spec = definition.recipe, definition.input
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe.seed)
    network = definition.build()
    some = np.random.default_rng(recipe.seed).permutation(split.train)[:STARTING_FILMS]
    definition.start(network, weights_folder, as_input(pixels[some], spec))
    network = network.to(device).to(memory_format=torch.channels_last)
    average = copy.deepcopy(network)
    optim = optimiser(network, recipe)
    history, last = [], folder / "last.pt"
    if last.exists():
        state = torch.load(last, map_location=device)
        if state["recipe"] != repr(recipe):
            raise SystemExit(f"{last} was written by another recipe; remove it to start again")
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optim.load_state_dict(state["optimiser"])
        history = state["history"]
        print(f"going on after epoch {len(history)}", flush=True)
    chance = weights(labels[split.train], split.score[split.train], recipe.overlap, recipe.balanced)
    films, truth = pixels[split.train], labels[split.train]
    for number in range(len(history), recipe.epochs):
        began = time.time()
        loss = run_epoch(number, network, average, optim, films, truth, chance, recipe, spec, device)
        found = held_out(average, pixels, labels, split, spec, device) if watched else {}
        history.append({
            "epoch": number + 1, "size": recipe.sizes[number], "loss": round(loss, 4), **found,
            "minutes": round((time.time() - began) / 60, 1),
        })
        print(json.dumps(history[-1]), flush=True)
        torch.save(average.state_dict(), folder / f"epoch-{number + 1:02d}.pt")
        part = folder / "last.part"
        torch.save({"recipe": repr(recipe), "network": network.state_dict(),
                    "average": average.state_dict(), "optimiser": optim.state_dict(),
                    "history": history}, part)
        part.rename(last)
        (folder / "history.json").write_text(json.dumps(history, indent=1) + "\n")
    return average, history
