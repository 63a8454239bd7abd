"""Results on disk: a folder an ensemble. Every file is written under a temporary name and renamed, experiment.json last."""

from entrepot.store.experiment import check_folder, describe, import_libraries, save
from entrepot.store.files import check_file, json_text, write_text

__all__ = ["check_file", "check_folder", "describe", "import_libraries", "json_text", "save", "write_text"]
