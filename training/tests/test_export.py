"""The carried network: the same answers, fp16 values alone, and a heat map that is Grad-CAM."""
import json
import tempfile
import unittest
from hashlib import sha256
from pathlib import Path

import numpy as np

from training.preprocess import STANDARD
from training.tests.support import lively_network, needs_torch

MODELS = Path(__file__).resolve().parents[2] / "resources" / "models"


def autograd_grad_cam(network, film):
    """Grad-CAM by autograd on the unfolded network: ReLU(sum over channels of mean gradient x map)."""
    maps = network.feature_map(film).detach().requires_grad_(True)
    logits = network.classifier(maps.mean((2, 3)))
    (logits[0, 1] - logits[0, 0]).backward()
    weight = maps.grad.mean((2, 3), keepdim=True)
    return (weight * maps).sum(1).relu()[0].detach().numpy()


@needs_torch
class Carried(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        import torch

        from training import export

        cls.network = lively_network()
        cls.carried = export.carried(cls.network)
        cls.film = torch.randn(1, 1, 224, 224, generator=torch.Generator().manual_seed(3))

    def test_folding_and_rounding_keep_the_answer(self):
        import torch

        with torch.no_grad():
            plain, (logits, _, _) = self.network(self.film), self.carried(self.film)
        np.testing.assert_allclose(logits.numpy(), plain.numpy(), atol=0.02 * float(plain.abs().max()) + 1e-3)

    def test_heat_map_is_grad_cam(self):
        import torch

        with torch.no_grad():
            _, heat, features = self.carried(self.film)
        expected, found = autograd_grad_cam(self.network, self.film), heat[0].numpy()
        self.assertEqual(found.shape, (7, 7))
        self.assertGreater(expected.max(), 0)
        cosine = (expected * found).sum() / np.linalg.norm(expected) / np.linalg.norm(found)
        self.assertGreater(cosine, 0.999)
        self.assertAlmostEqual(found.max() / expected.max(), 1, delta=0.02)
        self.assertEqual(features.shape, (1, 1280))

    def test_file_holds_exactly_the_carried_weights(self):
        import onnx

        from training import export

        with tempfile.TemporaryDirectory() as folder:
            entry = export.write(self.carried, STANDARD, Path(folder) / "model.onnx")
            content = (Path(folder) / "model.onnx").read_bytes()
        self.assertEqual(entry["bytes"], len(content))
        self.assertEqual(entry["sha256"], sha256(content).hexdigest())
        self.assertLess(len(content), 5_000_000)
        model = onnx.load_model_from_string(content)
        held = {t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer}
        halves = 0
        for name, parameter in self.carried.network.named_parameters():
            large = parameter.numel() >= export.SMALL
            stored = held[f"network.{name}_fp16" if large else f"network.{name}"]
            self.assertEqual(stored.dtype, np.float16 if large else np.float32)
            np.testing.assert_array_equal(stored.astype(np.float32), parameter.detach().numpy())
            halves += large
        self.assertGreater(halves, 20)
        self.assertEqual([i.name for i in model.graph.input], ["input"])
        self.assertEqual([o.name for o in model.graph.output], ["logits", "heat_map", "features"])


class Shipped(unittest.TestCase):
    @needs_torch
    def test_file_is_read_back_as_the_network_that_made_the_golden_vectors(self):
        import torch

        from training import export, phantom
        from training.networks import NETWORKS
        from training.preprocess import preprocess

        # It holds fp16 and float32 values.
        definition, folder = NETWORKS["mobilenetv2"], MODELS / "mobilenetv2"
        network = export.read(definition, folder / "model.onnx")
        golden = json.loads((folder / "golden.json").read_text())["vectors"]
        for (name, grey), vector in zip(phantom.films(), golden):
            film = torch.from_numpy(preprocess(grey / 255.0, definition.input)).unsqueeze(0)
            with torch.no_grad():
                logits = network(film)[0][0].numpy()
            np.testing.assert_allclose(logits, vector["logits"], atol=1e-4, err_msg=name)

    @needs_torch
    def test_files_are_what_their_own_weights_are_written_as(self):
        from training import export
        from training.networks import NETWORKS

        for id, definition in NETWORKS.items():
            path = MODELS / id / "model.onnx"
            network = export.read(definition, path)
            with tempfile.TemporaryDirectory() as folder:
                export.write(network, definition.input, Path(folder) / "model.onnx")
                self.assertTrue(Path(folder, "model.onnx").read_bytes() == path.read_bytes(), id)

    def test_manifest_matches_its_files(self):
        for path in sorted(MODELS.glob("*/model.json")):
            model = json.loads(path.read_text())
            self.assertEqual(model["id"], path.parent.name)
            for part in model["files"]:
                content = (path.parent / part["path"]).read_bytes()
                self.assertEqual(part["sha256"], sha256(content).hexdigest())
                self.assertEqual(part["bytes"], len(content))
            for row in model["results"]:
                self.assertEqual(sum(row["confusion"].values()), row["films"])

    def test_card_is_written_from_the_manifest(self):
        from training import card

        for path in sorted(MODELS.glob("*/model.json")):
            written = (path.parent / "MODEL_CARD.md").read_text()
            self.assertEqual(written, card.card(json.loads(path.read_text())))
